"""One index of usernames: Django's second one, for LIKE, was filled by every load and never read.

The first one is renamed and not built anew, so that a large table is locked for a moment only.
"""

from django.db import migrations, models

KEEP_ONE = """
ALTER TABLE accounts_user RENAME CONSTRAINT accounts_user_username_key TO accounts_one_username;
DROP INDEX accounts_user_username_6088629e_like
"""
KEEP_BOTH = """
ALTER TABLE accounts_user RENAME CONSTRAINT accounts_one_username TO accounts_user_username_key;
CREATE INDEX accounts_user_username_6088629e_like ON accounts_user (username varchar_pattern_ops)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_staff_administrator'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(KEEP_ONE, KEEP_BOTH)],
            state_operations=[
                migrations.AlterField(
                    model_name='user',
                    name='username',
                    field=models.CharField(max_length=320),
                ),
                migrations.AddConstraint(
                    model_name='user',
                    constraint=models.UniqueConstraint(
                        fields=('username',), name='accounts_one_username'
                    ),
                ),
            ],
        ),
    ]
