from django.db import migrations

# Rules may now ask where a person lives, so the county is among the answers that decide.
COPY = """
UPDATE eligibility_case SET answers = answers || jsonb_build_object('county', registration.county)
FROM registration_registration AS registration
WHERE registration.recipient_id = eligibility_case.recipient_id
"""
DROP = "UPDATE eligibility_case SET answers = answers - 'county'"


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0002_on_paper"),
        ("eligibility", "0004_second_person"),
    ]
    operations = [migrations.RunSQL(COPY, DROP)]
