"""An outage is answered with a time to come again; malformed requests are refused with a page."""

import errno

import pytest
from django.db import DataError, InternalError, OperationalError, connection
from django.test import Client
from psycopg import errors

pytestmark = pytest.mark.django_db


def _in_django(kind, cause):
    """Return Django's exception for an error of the database driver."""
    error = kind(*cause.args)
    error.__cause__ = cause
    return error


@pytest.fixture
def visitor():
    """A browser that gets the server's error page rather than the exception."""
    return Client(raise_request_exception=False)


def test_a_foreign_host_name_is_refused_with_a_page(visitor):
    answer = visitor.get("/", headers={"host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "The request could not be read" in answer.content.decode()


def test_a_health_check_may_use_any_host_name(visitor):
    assert visitor.get("/healthz", headers={"host": "10.0.0.7:8000"}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/%00", "/help/%00/", "/?next=%00", "/provider/find/?zip=%00", "/?%00=1"]
)
def test_a_nul_in_a_url_is_refused(visitor, address):
    answer = visitor.get(address)

    assert answer.status_code == 400
    assert "The request could not be read" in answer.content.decode()


def test_a_nul_in_a_form_is_refused(visitor):
    answer = visitor.post("/organization/sign-in/", {"login": "a\0b", "password": "x"})

    assert "null characters are not allowed" in answer.content.decode().lower()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (_in_django(OperationalError, errors.AdminShutdown("going")), 503),
        (_in_django(OperationalError, errors.DiskFull("no space")), 503),
        (_in_django(OperationalError, errors.LockNotAvailable("lock timeout")), 503),
        (_in_django(InternalError, errors.ReadOnlySqlTransaction("a standby")), 503),
        (OSError(errno.ENOSPC, "No space left on device"), 503),
        (_in_django(DataError, errors.NumericValueOutOfRange("too large")), 400),
        (DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes"), 400),
        (ValueError("a fault of ours"), 500),
    ],
    ids=lambda given: type(getattr(given, "__cause__", None) or given).__name__,
)
def test_a_database_error_is_answered_by_whose_fault_it_is(visitor, monkeypatch, error, status):
    def broken(*_args, **_more):
        raise error

    monkeypatch.setattr("cvms.ui.help.render", broken)
    answer = visitor.get("/help/")

    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status == 503)


def test_a_missing_cache_table_is_named(visitor, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip"}
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cache RENAME TO elsewhere")

    answer = visitor.post("/organization/sign-in/", {"login": "a@b.example", "password": "x"})

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "This site is not available right now" in answer.content.decode()
