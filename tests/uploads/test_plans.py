"""How the database finds a list's people when it has no statistics of them yet."""

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
MANY = 1000  # characters of a condition: of one with all addresses, not of one with the states


def test_a_lists_addresses_are_not_compared_again_for_each_known_person(organization, contact):
    # Given people loaded so lately that the database has no statistics of them
    _load(organization, *PEOPLE)
    _forget_statistics()

    # When a list names them all again, and a whole list half of them
    with CaptureQueriesContext(connection) as queries:
        _load(organization, *PEOPLE, ("Nia", "Neal", "nia@x.example"))
        half = _load(organization, *PEOPLE[:250], ("Bo", "Beck", "bo@x.example"))
        comparing.call_whole(file=half, by=contact)
        comparing.mark(file=half, by=contact, chosen=None)
        last = _load(organization, *PEOPLE, ("Cy", "Cedar", "cy@x.example"))
        comparing.welcome_back(pk=last.pk)

    # Then each query goes through the list's addresses once
    compared = [one["sql"] for one in queries if _compares_many(one["sql"])]
    assert compared
    assert [sql[:300] for sql in compared if _repeats(_plan_of(sql))] == []
    assert Recipient.objects.get(left_at__isnull=False).email == "nia@x.example"


def _load(organization: Organization, *people: tuple[str, str, str]) -> Upload:
    file = make.upload(organization, make.csv(*people), volume=Upload.Volume.HIGH)
    loaded = loading.load(pk=file.pk)
    assert loaded.state == Upload.State.LOADED
    return loaded


def _forget_statistics() -> None:
    with connection.cursor() as cursor:
        for table in ("recipients_recipient", "recipients_former", "uploads_rejection"):
            cursor.execute("DELETE FROM pg_statistic WHERE starelid = %s::regclass", [table])
            cursor.execute("SELECT pg_clear_relation_stats('public', %s)", [table])


def _compares_many(sql: str) -> bool:
    return len(sql) > MANY and sql.startswith(("SELECT", "UPDATE", "DELETE"))


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
