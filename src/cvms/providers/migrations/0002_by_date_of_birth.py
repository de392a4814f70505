from django.db import migrations


class Migration(migrations.Migration):
    """The verification desk finds people by their day of birth, and compares the names itself."""

    dependencies = [("providers", "0001_initial"), ("registration", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX providers_by_date_of_birth ON registration_registration (date_of_birth)",
            "DROP INDEX providers_by_date_of_birth",
        )
    ]
