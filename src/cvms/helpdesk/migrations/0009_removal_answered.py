"""Whether who asked was told that a removal is done; of those that are done now, they were."""

from django.db import migrations, models

ANSWERED = "UPDATE helpdesk_removal SET answered = true WHERE state = 'done'"


class Migration(migrations.Migration):

    dependencies = [
        ('helpdesk', '0008_has_account'),
    ]

    operations = [
        migrations.AddField(
            model_name='removal',
            name='answered',
            field=models.BooleanField(db_default=False),
        ),
        migrations.RunSQL(ANSWERED, migrations.RunSQL.noop),
    ]
