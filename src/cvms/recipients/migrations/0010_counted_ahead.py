"""The tally (0009) replaces the index from which people were counted."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):

    atomic = False  # PostgreSQL removes no index concurrently in a transaction

    dependencies = [('recipients', '0009_tally')]

    operations = [
        RemoveIndexConcurrently(model_name='recipient', name='recipients_counted_why'),
    ]
