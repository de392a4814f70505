"""The tally (0009) replaces the index from which people were counted; a small one keeps the rest.

The former index also found the people for whom mail is still tried.
"""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # PostgreSQL builds and removes no index concurrently in a transaction

    dependencies = [('recipients', '0009_tally')]

    operations = [
        AddIndexConcurrently(
            model_name='recipient',
            index=models.Index(condition=models.Q(('stage', 1), models.Q(('why', ''), _negated=True)), fields=['organization'], name='recipients_still_tried'),
        ),
        RemoveIndexConcurrently(model_name='recipient', name='recipients_counted_why'),
    ]
