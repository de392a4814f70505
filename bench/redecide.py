"""How long deciding 100,000 registered people again takes, and how much memory.

It is compared with a plain SQL update of the same rows and an insert of their history: the ratio is
more useful than seconds, because it is nearly the same on a slow machine.
"""

import resource
import sys
from collections.abc import Callable, Iterator
from time import perf_counter

from bench.database import database, server
from bench.figures import Figure, at_most, measures
from bench.sizes import scaled

PEOPLE = scaled(100_000, least=5_000)
TARGET_RATIO = 8
_PLAIN = """
UPDATE eligibility_case SET decided_at = now(), rule_set_id = %s, next_change = next_change;
INSERT INTO eligibility_decisionrecord
  (case_id, rule_set_id, "group", open_now, opens_on, reasons, decided_at)
SELECT id, rule_set_id, "group", open_now, opens_on, reasons, decided_at FROM eligibility_case
"""


def seconds(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def memory() -> int:
    """Return the most memory that this process has held so far, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (2**20 if sys.platform == "darwin" else 2**10)


@measures("redecide_vs_sql")
def measure() -> Iterator[Figure]:
    """Decide everyone again, in a database made for this."""
    with server(), database("bench_redecide"):
        yield _measured()


def _measured() -> Figure:
    from cvms.accounts.permissions import Role  # noqa: PLC0415
    from cvms.eligibility.actions.redeciding import redecide_due  # noqa: PLC0415
    from cvms.eligibility.models import Case, Redecision  # noqa: PLC0415
    from tests import make  # noqa: PLC0415
    from tests.eligibility.published import in_days, opening, publish  # noqa: PLC0415

    editor = make.user(Role.ELIGIBILITY_EDITOR)
    publish(opening("5", in_days(30)), by=editor)
    _register(make.organization(by=editor))
    rules = publish(opening("5", in_days(0)), by=editor)
    held = memory()
    again = seconds(redecide_due)
    done = Redecision.objects.get(rule_set=rules)
    assert Case.objects.filter(rule_set=rules).count() == done.people == PEOPLE
    floor = seconds(lambda: _plain(rules.pk))
    print(f"{PEOPLE:,} people decided again in {again:.1f} s; {done.newly_open:,} newly eligible")
    print(f"memory: {held} MiB before, at most {memory()} MiB during")
    print(f"nobody due: {seconds(redecide_due) * 1000:.0f} ms")
    beside = f"a plain SQL pass over {PEOPLE:,} people: {floor:.1f} s"
    return at_most(TARGET_RATIO, "redecide_vs_sql", again / floor, "times", beside=beside)


def _register(organization: object) -> None:
    from bench.registered import register  # noqa: PLC0415

    register(PEOPLE, organization)


def _plain(rule_set: int) -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        for statement in _PLAIN.split(";"):
            cursor.execute(statement, [rule_set] if "%s" in statement else None)
