"""Fixtures for every test: people of each role, a mail server, the work of the workers."""

import json
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as of_hypothesis
from procrastinate.contrib.django import app
from pytest_django import DjangoDbBlocker

from cvms import tracing
from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.local.inbox import Mailbox
from cvms.organizations.models import Organization, PointOfContact
from tests import databases, make, smtp

pytest_plugins = ["tests.processes"]

# Nothing by the clock: a busy machine fails no test. No database: a run leaves nothing behind.
# `make test` tries the same cases each time, `make fuzz` many new ones (decision 21).
of_hypothesis.register_profile(
    "the-same",
    deadline=None,
    database=None,
    derandomize=True,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
of_hypothesis.register_profile(
    "new", of_hypothesis.get_profile("the-same"), derandomize=False, max_examples=5000
)
of_hypothesis.load_profile("the-same")

LONGEST = ("test_rounds.py", "test_every_page.py", "test_drills.py", "local/test_run.py")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests, so that nothing waits for them at the end."""
    items.sort(key=lambda item: not any(name in item.nodeid for name in LONGEST))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let transactional tests empty the tables, which the audit trail's triggers forbid."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER audit_event_no_truncate")
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        databases.end_idle_sessions(cursor)
    connection.close()  # Django may drop on another: Playwright's event loop has its own


@pytest.fixture(autouse=True)
def nothing_left_behind(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Empty the tables of jobs and of the cache too after a test that commits."""
    yield
    mark = request.node.get_closest_marker("django_db")
    if mark and mark.kwargs.get("transaction"):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            for table in ("procrastinate_periodic_defers", "procrastinate_jobs", "cache"):
                cursor.execute(f"DELETE FROM {table}")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Reset the thread's language, which a request in Spanish leaves behind."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def clock_of_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep an app's code, which changes every 30 seconds, from changing before it is typed."""
    now = time.time()
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: now))


@pytest.fixture
def staff(db: None) -> User:
    return make.user(Role.STATE_STAFF, "staff@state.example")


@pytest.fixture
def manager(db: None) -> User:
    return make.user(Role.LOCATION_MANAGER, "manager@clinic.example")


@pytest.fixture
def organization(staff: User) -> Organization:
    """An organization whose information is submitted."""
    return make.organization(by=staff)


@pytest.fixture
def contact(organization: Organization) -> User:
    """The point of contact of `organization`, with a password."""
    return PointOfContact.objects.get(organization=organization).user


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """Return a function that gives a test client in which somebody is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def mailbox(settings: object) -> Iterator[Mailbox]:
    """A real SMTP server that accepts whatever the product sends."""
    box = Mailbox()
    server = smtp.start(box)
    smtp.use(settings, server)
    yield box
    server.stop()


@pytest.fixture
def work() -> Callable[[], int]:
    """Return a function that does all waiting jobs now and returns how many there were."""

    def run() -> int:
        done = 0
        while job := _next_job():
            task = app.tasks[job["task_name"]]
            context = [_Unhurried()] if task.pass_context else []
            job["args"].pop(tracing.ARGUMENT, None)
            task(*context, **job["args"])
            done += 1
        return done

    return run


class _Unhurried:
    """The part of a job's context that tasks use: it never asks them to stop."""

    def should_abort(self) -> bool:
        return False


def _next_job() -> dict | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE id = (SELECT min(id) FROM procrastinate_jobs"
            " WHERE status = 'todo') RETURNING task_name, args"
        )
        row = cursor.fetchone()
    return {"task_name": row[0], "args": _parsed(row[1])} if row else None


def _parsed(args: object) -> dict:
    return args if isinstance(args, dict) else json.loads(args)
