"""Sort what was not loaded by what is to be done, and let corrections of corrections name the file."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

DUPLICATE = ["email-duplicate"]


def sort_rejections(apps, schema_editor):
    duplicates = apps.get_model("uploads", "Rejection").objects.filter(errors=DUPLICATE)
    duplicates.filter(known_since__isnull=False).update(kind="own")
    duplicates.filter(known_since__isnull=True).update(kind="elsewhere")


def name_the_file(apps, schema_editor):
    uploads = apps.get_model("uploads", "Upload").objects
    nested = uploads.filter(corrects__corrects__isnull=False)
    while nested.exists():
        above = uploads.filter(pk=OuterRef("corrects")).values("corrects")
        nested.update(corrects=Subquery(above))


def drop_bytes(apps, schema_editor):
    apps.get_model("uploads", "Content").objects.filter(upload__state="loaded").delete()


class Migration(migrations.Migration):
    dependencies = [("uploads", "0007_worklist")]
    operations = [
        migrations.RunPython(sort_rejections, migrations.RunPython.noop),
        migrations.RunPython(name_the_file, migrations.RunPython.noop),
        migrations.RunPython(drop_bytes, migrations.RunPython.noop),
    ]
