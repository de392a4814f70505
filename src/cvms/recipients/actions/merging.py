"""Add up what triggers noted in the tally, so that each organization keeps a few rows."""

from django.db import connection, transaction

AT_ONCE = 1000  # organizations in one transaction

# Each row is deleted by one transaction only, and its number is in that transaction's sums: a page
# sees the rows before or their sums after, and both are the same number.
_MERGE = """
WITH changed AS (
  SELECT DISTINCT organization_id FROM recipients_tally WHERE NOT merged
  ORDER BY organization_id LIMIT %s
), gone AS (
  DELETE FROM recipients_tally WHERE organization_id IN (SELECT organization_id FROM changed)
  RETURNING organization_id, stage, why, people
), sums AS (
  INSERT INTO recipients_tally (organization_id, stage, why, people, merged)
  SELECT organization_id, stage, why, sum(people), true FROM gone
  GROUP BY organization_id, stage, why HAVING sum(people) <> 0
)
SELECT count(*) FROM changed
"""


def merge_all() -> int:
    """Merge each organization's rows; return how many organizations had new ones."""
    organizations = 0
    while some := _merge():
        organizations += some
    return organizations


@transaction.atomic
def _merge() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_MERGE, [AT_ONCE])
        (organizations,) = cursor.fetchone()
    return int(organizations)
