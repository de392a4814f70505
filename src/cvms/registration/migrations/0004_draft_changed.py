from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registration", "0003_county_decides")]
    operations = [migrations.AddField("draft", "changed", models.JSONField(default=dict))]
