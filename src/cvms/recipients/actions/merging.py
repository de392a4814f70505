"""Add up what triggers noted in the tally, so that each organization keeps a few rows."""

from django.db import connection, transaction

AT_ONCE = 1000  # organizations in one transaction

# Each row is deleted by one transaction only, and its number is in that transaction's sums: a page
# sees the rows before or their sums after, and both are the same number.
_MERGE = """
WITH changed AS (
  SELECT DISTINCT organization FROM recipients_tally WHERE NOT merged
  ORDER BY organization LIMIT %s
), gone AS (
  DELETE FROM recipients_tally WHERE organization IN (SELECT organization FROM changed)
  RETURNING organization, stage, why, people
), sums AS (
  INSERT INTO recipients_tally (organization, stage, why, people, merged)
  SELECT organization, stage, why, sum(people), true FROM gone
  GROUP BY organization, stage, why HAVING sum(people) <> 0
)
SELECT count(*) FROM changed
"""


def merge_all() -> int:
    """Merge the rows of organizations that have new ones; return how many organizations had.

    Rows that are written meanwhile wait for the next run: it would never end on a busy day.
    """
    organizations = merged = _merge()
    while merged == AT_ONCE:
        organizations += (merged := _merge())
    return organizations


@transaction.atomic
def _merge() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_MERGE, [AT_ONCE])
        (organizations,) = cursor.fetchone()
    return int(organizations)
