"""A whole list may be in several files; who is missing and what is suggested is counted ahead."""

import django.db.models.deletion
from django.db import migrations, models

from cvms import intake


def note_suggestions(apps, _editor):
    """Of the records that are still to correct."""
    rejections = apps.get_model("uploads", "Rejection").objects.filter(kind="to_correct")
    suggested = [
        pk
        for pk, email in rejections.values_list("pk", "email").iterator()
        if intake.suggest_email(email)
    ]
    rejections.filter(pk__in=suggested).update(suggested=True)


class Migration(migrations.Migration):

    dependencies = [
        ('uploads', '0010_counted'),
    ]

    operations = [
        migrations.AddField(
            model_name='rejection',
            name='suggested',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='upload',
            name='missing',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='upload',
            name='whole_with',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='whole_parts', to='uploads.upload'),
        ),
        migrations.RunPython(note_suggestions, migrations.RunPython.noop),
    ]
