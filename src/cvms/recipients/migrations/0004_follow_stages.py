"""Note whose letter or account changed, and give everybody the stage that they are at."""

from django.db import migrations

FOLLOW = """
CREATE FUNCTION recipients_letter_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO recipients_touched (recipient) VALUES (NEW.about);
  RETURN NULL;
END $$;

CREATE TRIGGER recipients_follow_letters AFTER UPDATE OF state ON mail_message FOR EACH ROW
WHEN (NEW.kind = 'recipient_invitation' AND OLD.state IS DISTINCT FROM NEW.state
      AND NEW.state <> 'sending')
EXECUTE FUNCTION recipients_letter_changed();

CREATE FUNCTION recipients_account_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO recipients_touched (recipient)
  SELECT id FROM recipients_recipient WHERE user_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER recipients_follow_accounts AFTER UPDATE OF password_changed_at ON accounts_user
FOR EACH ROW
WHEN (NEW.portal = 'recipient' AND OLD.password_changed_at IS DISTINCT FROM NEW.password_changed_at)
EXECUTE FUNCTION recipients_account_changed();

-- Lists are read from the indexes alone, which asks for rows to be vacuumed soon after a load.
ALTER TABLE recipients_recipient SET (autovacuum_vacuum_insert_scale_factor = 0.01);

INSERT INTO recipients_touched (recipient)
SELECT id FROM recipients_recipient WHERE organization_id IS NOT NULL
"""
FORGET = """
DROP TRIGGER recipients_follow_letters ON mail_message;
DROP FUNCTION recipients_letter_changed;
DROP TRIGGER recipients_follow_accounts ON accounts_user;
DROP FUNCTION recipients_account_changed;
ALTER TABLE recipients_recipient RESET (autovacuum_vacuum_insert_scale_factor)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("mail", "0001_initial"),
        ("recipients", "0003_stages_and_folded_names"),
    ]
    operations = [migrations.RunSQL(FOLLOW, FORGET)]
