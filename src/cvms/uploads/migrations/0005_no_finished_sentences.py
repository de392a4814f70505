from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("uploads", "0004_problems_as_data")]

    operations = [
        migrations.RemoveField("upload", "problem_message"),
        migrations.RemoveField("upload", "ignored_columns"),
    ]
