"""Count people by organization, stage and reason as they change, not at each visit (ADR 20)."""

from django.db import migrations, models

COUNT = """
CREATE FUNCTION recipients_count_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO recipients_tally (organization, stage, why, people)
  SELECT organization_id, stage, why, count(*) FROM added
  WHERE organization_id IS NOT NULL GROUP BY organization_id, stage, why;
  RETURN NULL;
END $$;

CREATE FUNCTION recipients_count_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO recipients_tally (organization, stage, why, people)
  SELECT organization_id, stage, why, -count(*) FROM removed
  WHERE organization_id IS NOT NULL GROUP BY organization_id, stage, why;
  RETURN NULL;
END $$;

CREATE FUNCTION recipients_count_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO recipients_tally (organization, stage, why, people)
  SELECT organization_id, stage, why, sum(people)
  FROM (SELECT organization_id, stage, why, 1 AS people FROM added
        UNION ALL SELECT organization_id, stage, why, -1 FROM removed) AS changed
  WHERE organization_id IS NOT NULL GROUP BY organization_id, stage, why HAVING sum(people) <> 0;
  RETURN NULL;
END $$;

CREATE FUNCTION recipients_count_none() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM recipients_tally;
  RETURN NULL;
END $$;

-- Creating a trigger locks the table against writes until the migration commits: nobody is missed.
CREATE TRIGGER recipients_count_added AFTER INSERT ON recipients_recipient
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION recipients_count_added();
CREATE TRIGGER recipients_count_removed AFTER DELETE ON recipients_recipient
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION recipients_count_removed();
CREATE TRIGGER recipients_count_changed AFTER UPDATE ON recipients_recipient
REFERENCING OLD TABLE AS removed NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION recipients_count_changed();
CREATE TRIGGER recipients_count_none AFTER TRUNCATE ON recipients_recipient
FOR EACH STATEMENT EXECUTE FUNCTION recipients_count_none();

INSERT INTO recipients_tally (organization, stage, why, people, merged)
SELECT organization_id, stage, why, count(*), true FROM recipients_recipient
WHERE organization_id IS NOT NULL GROUP BY organization_id, stage, why
"""
FORGET = """
DROP TRIGGER recipients_count_added ON recipients_recipient;
DROP TRIGGER recipients_count_removed ON recipients_recipient;
DROP TRIGGER recipients_count_changed ON recipients_recipient;
DROP TRIGGER recipients_count_none ON recipients_recipient;
DROP FUNCTION recipients_count_added;
DROP FUNCTION recipients_count_removed;
DROP FUNCTION recipients_count_changed;
DROP FUNCTION recipients_count_none
"""


class Migration(migrations.Migration):

    dependencies = [('recipients', '0008_why')]

    operations = [
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organization', models.BigIntegerField()),
                ('stage', models.PositiveSmallIntegerField(choices=[(1, 'Invitation waiting'), (2, 'Invitation sent'), (3, 'Undelivered'), (4, 'Account created'), (5, 'Registered'), (6, 'No longer here')])),
                ('why', models.CharField(max_length=200)),
                ('people', models.BigIntegerField()),
                ('merged', models.BooleanField(db_default=False)),
            ],
            options={
                'indexes': [
                    models.Index(fields=['organization'], name='recipients_tally_of'),
                    models.Index(condition=models.Q(('merged', False)), fields=['organization'], name='recipients_tally_to_merge'),
                ],
            },
        ),
        migrations.RunSQL(COUNT, FORGET),
    ]
