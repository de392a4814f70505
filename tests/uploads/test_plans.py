"""How the database finds a list's people when its statistics are wrong or missing."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cvms.organizations.models import Organization
from cvms.recipients.models import Recipient
from cvms.uploads.actions import comparing, loading
from cvms.uploads.models import Upload
from tests import make

pytestmark = pytest.mark.django_db
PEOPLE = make.people(500)
UNKNOWN = -1  # rows: PostgreSQL estimates them from the size of the file
MANY = 1000  # characters of a condition: of one with all addresses, not of one with the states


def test_a_list_is_not_searched_for_again_for_each_of_its_people(organization, contact):
    # Given people who are on the next lists too
    _load(organization, *PEOPLE)
    with CaptureQueriesContext(connection) as queries:
        _load(organization, *PEOPLE, ("Nia", "Neal", "nia@x.example"))
        half = _load(organization, *PEOPLE[:250], ("Bo", "Beck", "bo@x.example"))
        comparing.call_whole(file=half, by=contact)
        comparing.mark(file=half, by=contact, chosen=None)
        last = _load(organization, *PEOPLE, ("Cy", "Cedar", "cy@x.example"))
        comparing.welcome_back(pk=last.pk)
    assert Recipient.objects.get(left_at__isnull=False).email == "nia@x.example"
    compared = [one["sql"] for one in queries if _compares_many(one["sql"])]
    assert compared

    # When the database has no statistics, or takes one of a query's tables for empty
    tables = _forget_statistics()
    plans = [(sql, plan) for sql in compared for plan in _plans(sql, tables)]

    # Then each query still goes through the list once
    assert [sql[:300] for sql, plan in plans if _repeats(plan)] == []


def _load(organization: Organization, *people: tuple[str, str, str]) -> Upload:
    file = make.upload(organization, make.csv(*people), volume=Upload.Volume.HIGH)
    loaded = loading.load(pk=file.pk)
    assert loaded.state == Upload.State.LOADED
    return loaded


def _compares_many(sql: str) -> bool:
    return len(sql) > MANY and sql.startswith(("SELECT", "UPDATE", "DELETE"))


def _forget_statistics() -> list[str]:
    """Return the names of the tables."""
    tables = connection.introspection.table_names()
    for table in tables:
        _take_for(UNKNOWN, table)  # first: it locks the table, so that no ANALYZE comes between
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM pg_statistic WHERE starelid >= 16384")  # all but the catalog's
    return tables


def _take_for(rows: int, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', %s::text,"
            " 'relpages', 1, 'reltuples', %s::real)",
            [table, rows],
        )


def _plans(sql: str, tables: list[str]) -> Iterator[dict]:
    yield _plan_of(sql)
    for table in tables:
        if f'"{table}"' in sql:
            _take_for(0, table)
            yield _plan_of(sql)
            _take_for(UNKNOWN, table)


def _plan_of(sql: str) -> dict:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        ((plan,),) = cursor.fetchone()
    return plan["Plan"]


def _repeats(plan: dict, inner: bool = False) -> bool:
    """Return whether an index is searched for many values again for each row of another table.

    PostgreSQL sorts the values anew each time. A filter is harmless: it hashes them once.
    """
    if inner and len(plan.get("Index Cond", "")) > MANY:
        return True
    return any(_repeats(part, inner or _is_inner(plan, part)) for part in plan.get("Plans", []))


def _is_inner(plan: dict, part: dict) -> bool:
    return plan["Node Type"] == "Nested Loop" and part["Parent Relationship"] == "Inner"
