"""Indexes that are built while people are loaded: a plain one would hold up every write."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # PostgreSQL builds no index concurrently in a transaction

    dependencies = [
        ('organizations', '0002_deactivated_at'),
        ('providers', '0003_desk_visit'),
        ('recipients', '0004_follow_stages'),
        ('uploads', '0009_columns_chosen'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='recipient',
            index=models.Index(fields=['organization', 'stage', 'by_first'], include=('id',), name='recipients_by_stage'),
        ),
        AddIndexConcurrently(
            model_name='recipient',
            index=models.Index(fields=['organization', 'stage'], name='recipients_counted'),
        ),
        AddIndexConcurrently(
            model_name='recipient',
            index=models.Index(fields=['upload', 'stage'], name='recipients_of_upload'),
        ),
        migrations.AlterField(
            model_name='recipient',
            name='upload',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='recipients', to='uploads.upload'),
        ),
    ]
