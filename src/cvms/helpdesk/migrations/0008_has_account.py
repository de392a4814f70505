from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('helpdesk', '0007_attachments'),
    ]

    operations = [
        migrations.AlterField(
            model_name='requestedchange',
            name='outcome',
            field=models.CharField(blank=True, choices=[('applied', 'Applied'), ('not_needed', 'Nothing to change'), ('address_taken', 'Another recipient has this email'), ('has_account', 'Not changed: this person has an account and has to ask'), ('proposed', 'Proposed: a colleague has to confirm'), ('withdrawn', 'Not removed'), ('gone', 'The person was removed')], max_length=13),
        ),
    ]
