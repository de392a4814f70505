"""Why mail did not arrive, beside the stage: counted from an index, not from each letter."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

FOLLOW = """
DROP TRIGGER recipients_follow_letters ON mail_message;
CREATE TRIGGER recipients_follow_letters AFTER UPDATE OF state, reason ON mail_message FOR EACH ROW
WHEN (NEW.kind = 'recipient_invitation' AND NEW.state <> 'sending'
      AND (OLD.state IS DISTINCT FROM NEW.state OR OLD.reason IS DISTINCT FROM NEW.reason))
EXECUTE FUNCTION recipients_letter_changed();

INSERT INTO recipients_touched (recipient)
SELECT DISTINCT about FROM mail_message
WHERE kind = 'recipient_invitation' AND reason <> '' AND state IN ('queued', 'failed', 'bounced')
"""
AS_BEFORE = """
DROP TRIGGER recipients_follow_letters ON mail_message;
CREATE TRIGGER recipients_follow_letters AFTER UPDATE OF state ON mail_message FOR EACH ROW
WHEN (NEW.kind = 'recipient_invitation' AND OLD.state IS DISTINCT FROM NEW.state
      AND NEW.state <> 'sending')
EXECUTE FUNCTION recipients_letter_changed()
"""


class Migration(migrations.Migration):

    atomic = False  # PostgreSQL builds no index concurrently in a transaction

    dependencies = [
        ('mail', '0004_reasons_are_codes'),
        ('recipients', '0007_errand'),
    ]

    operations = [
        migrations.AddField(
            model_name='recipient',
            name='why',
            field=models.CharField(db_default='', max_length=200),
        ),
        AddIndexConcurrently(
            model_name='recipient',
            index=models.Index(fields=['organization', 'stage', 'why'], name='recipients_counted_why'),
        ),
        RemoveIndexConcurrently(
            model_name='recipient',
            name='recipients_counted',
        ),
        migrations.RunSQL(FOLLOW, AS_BEFORE),
    ]
