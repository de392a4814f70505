"""Keep why a file was refused, and what was left out of it, as a code and its parameters."""

from django.db import migrations, models

from ._sentences import parameters


def keep_as_data(apps, schema_editor):
    Upload = apps.get_model("uploads", "Upload")
    told = Upload.objects.exclude(problem_code="", ignored_columns=[])
    for upload in told.only("problem_code", "problem_message", "ignored_columns").iterator():
        upload.problem_params = parameters(upload.problem_code, upload.problem_message)
        if upload.ignored_columns:
            params = {"columns": upload.ignored_columns}
            upload.notices = [{"code": "ignored-columns", "params": params}]
        upload.save(update_fields=["problem_params", "notices"])


class Migration(migrations.Migration):
    dependencies = [("uploads", "0003_failed")]

    operations = [
        migrations.AddField("upload", "notices", models.JSONField(default=list)),
        migrations.AddField("upload", "problem_params", models.JSONField(default=dict)),
        migrations.RunPython(keep_as_data, migrations.RunPython.noop),
    ]
