"""An outage is not a wrong statement, and waiting for its end logs two lines."""

import pytest
from django.db import InterfaceError, OperationalError
from psycopg import errors
from psycopg_pool import PoolTimeout

from cvms.jobs import outages
from cvms.jobs.outages import causes, is_outage, wait_for_database


def _from(outer, inner):
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("error", "is_one"),
    [
        (PoolTimeout("no connection"), True),
        (_from(OperationalError(), errors.OperationalError("connection refused")), True),
        (_from(OperationalError(), errors.AdminShutdown("going")), True),
        (_from(OperationalError(), errors.TooManyConnections("full")), True),
        (_from(InterfaceError(), errors.InterfaceError("closed")), True),
        (errors.ReadOnlySqlTransaction("a standby"), True),
        (_from(OperationalError(), errors.DeadlockDetected("deadlock")), False),
        (_from(OperationalError(), errors.LockNotAvailable("timeout")), False),
        (errors.UniqueViolation("twice"), False),
        (ValueError("ours"), False),
        (None, False),
    ],
)
def test_connection_errors_are_outages_and_others_are_not(error, is_one):
    assert is_outage(error) == is_one


def test_a_circular_chain_of_causes_ends():
    one, two = ValueError("one"), ValueError("two")
    one.__cause__, two.__cause__ = two, one

    assert list(causes(one)) == [one, two]
    assert not is_outage(one)


def test_waiting_and_its_end_are_logged_once_each(monkeypatch, caplog):
    caplog.set_level("WARNING")
    answers, pauses = iter([False] * 8 + [True]), []
    monkeypatch.setattr(outages, "_is_ready", lambda: next(answers))
    monkeypatch.setattr("cvms.jobs.outages.time.sleep", pauses.append)

    wait_for_database()

    assert pauses == [0.5, 1, 2, 4, 8, 15, 15, 15]
    assert len(caplog.messages) == 2
    assert caplog.messages[0].endswith("waiting for it")
    assert caplog.messages[1].startswith("The database is back after")


def test_nothing_is_logged_while_the_database_is_there(monkeypatch, caplog):
    monkeypatch.setattr(outages, "_is_ready", lambda: True)

    wait_for_database()

    assert caplog.messages == []
