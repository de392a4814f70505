"""Reasons that were kept as English sentences become codes with their parameter."""

from django.db import migrations

_CODES = """
UPDATE mail_message SET reason = CASE
  WHEN reason LIKE '% returned by the mail server' THEN
    'returned ' || left(reason, -length(' returned by the mail server'))
  WHEN reason LIKE '% says the mail service' THEN
    'told ' || left(reason, -length(' says the mail service'))
  WHEN reason = 'refused by the mail service' THEN 'refused'
  ELSE 'no-such-address'
END
WHERE state IN ('failed', 'bounced') AND (
  reason LIKE '% returned by the mail server' OR reason LIKE '% says the mail service'
  OR reason IN ('refused by the mail service', 'the mail server cannot deliver to such an address')
)
"""


class Migration(migrations.Migration):
    dependencies = [("mail", "0003_sending_by_claims")]
    operations = [migrations.RunSQL(_CODES, migrations.RunSQL.noop)]
