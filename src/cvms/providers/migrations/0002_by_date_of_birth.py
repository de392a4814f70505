from django.db import migrations


class Migration(migrations.Migration):
    """The verification desk finds people by their date of birth, an answer among others."""

    dependencies = [("providers", "0001_initial"), ("eligibility", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX providers_by_date_of_birth"
            " ON eligibility_case ((answers ->> 'date_of_birth'))",
            "DROP INDEX providers_by_date_of_birth",
        )
    ]
