"""The log has a line for each refusal, the traceback of an error, and nobody's data or links."""

import json
import logging
from io import StringIO

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test import Client
from psycopg import errors

from cvms.accounts.permissions import Role
from cvms.config.logs import JsonFormatter, Outages, Requests, SafeFormatter
from tests import make

SECRET = "Zm9yIHRlc3RzIGFsb25lLCBhIHNlY3JldCBvZiA0MyBzaWducw"


@pytest.fixture
def log(monkeypatch):
    """Capture what the product's own log handler writes."""
    written, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(SafeFormatter("%(name)s %(message)s"))
    for one in (Outages(), Requests()):
        handler.addFilter(one)
    monkeypatch.setattr(root, "handlers", [handler])
    monkeypatch.setattr(root, "level", logging.WARNING)
    return lambda: written.getvalue().rstrip("\n").split("\n")


def test_a_page_refused_for_its_role_is_one_line_of_the_log(as_user, contact, log):
    as_user(contact).get("/staff/uploads/")

    assert log() == ["django.request Forbidden (Permission denied): /staff/uploads/"]


@pytest.mark.django_db
def test_the_log_has_the_route_instead_of_the_url(client, log):
    client.get(f"/{'a' * 20_000}/")
    client.post(f"/set-password/{SECRET}/", headers={"host": "elsewhere.example"})

    unknown, host = log()
    assert unknown == "django.request Not Found: an unknown address"
    assert host.startswith("django.security.DisallowedHost Invalid HTTP_HOST header")
    assert "\n" not in host


@pytest.mark.django_db
def test_a_refused_form_does_not_show_the_link_it_was_on(log):
    Client(enforce_csrf_checks=True).post(f"/set-password/{SECRET}/")

    [line] = log()
    assert "/set-password/<str:secret>/" in line
    assert SECRET not in line


def test_a_secret_in_any_log_message_is_cut_out():
    record = logging.makeLogRecord({"msg": f"no route for https://cvms.example/x/{SECRET}/"})

    assert SafeFormatter("%(message)s").format(record) == "no route for https://cvms.example/x/.../"


def test_the_traceback_of_an_error_is_logged(log):
    try:
        raise ValueError("broken")
    except ValueError:
        logging.getLogger("cvms").exception("A fault")

    first, second, *_, last = log()
    assert (first, last) == ("cvms A fault", "ValueError: broken")
    assert second.startswith("Traceback")


@pytest.mark.django_db
def test_the_row_of_a_database_error_is_not_logged(log):
    # Given somebody, and an account that cannot be made because of them
    person = make.user(Role.RECIPIENT, "rosa.delgado@people.example")
    twin = {"portal": person.portal, "username": person.username, "email": person.email}

    # When the error comes into the log, with a trace and as a word of a message
    with pytest.raises(IntegrityError) as raised, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_user SELECT (u).* FROM (SELECT u FROM accounts_user u"
            " WHERE username = %s) AS t",
            [twin["username"]],
        )
    assert "already exists" in str(raised.value)
    logger = logging.getLogger("anything")
    logger.error("It failed: %s", raised.value, exc_info=raised.value)

    # Then it says which constraint, and nothing of the row
    written = "\n".join(log())
    constraint = "UniqueViolation (SQLSTATE 23505) accounts_user_pkey accounts_user"
    assert f"It failed: {constraint}\nTraceback" in written
    assert "already exists" not in written
    assert "DETAIL" not in written


def test_an_outage_is_one_line_of_the_log(log):
    lost = OperationalError("the connection is closed")
    lost.__cause__ = errors.AdminShutdown("terminating connection")

    for name in ("django.request", "psycopg.pool", "procrastinate.worker") * 100:
        logging.getLogger(name).error("Something", exc_info=lost)

    assert log() == ["django.request The database is not there: AdminShutdown (SQLSTATE 57P01)"]


def test_the_json_log_has_one_object_for_each_line_with_its_time_in_utc():
    try:
        raise errors.UniqueViolation("Key (email)=(rosa@people.example) already exists")
    except errors.UniqueViolation as raised:
        trace = (type(raised), raised, raised.__traceback__)
    record = logging.makeLogRecord(
        {"name": "cvms", "levelname": "ERROR", "msg": "It failed", "exc_info": trace, "created": 0}
    )

    line = JsonFormatter("%(message)s").format(record)

    told = json.loads(line)
    assert "\n" not in line
    assert told["time"] == "1970-01-01T00:00:00.000+00:00"
    assert (told["level"], told["logger"], told["message"]) == ("ERROR", "cvms", "It failed")
    assert told["trace"].startswith("Traceback")
    assert "rosa" not in line
