"""The log has a line for each refusal, and the whole trace of a fault."""

import logging

import pytest

from cvms.config.logs import Brief


def test_a_page_that_is_for_another_role_is_one_line(as_user, contact, caplog):
    as_user(contact).get("/staff/uploads/")

    [record] = [record for record in caplog.records if record.name == "django.request"]
    assert record.getMessage() == "Forbidden (Permission denied): /staff/uploads/"
    assert record.exc_info is None


@pytest.mark.django_db
def test_an_endless_address_is_cut(client, caplog):
    client.get(f"/{'a' * 20_000}/")

    [record] = [record for record in caplog.records if record.name == "django.request"]
    assert len(record.getMessage()) == 200


def test_the_trace_of_a_fault_stays():
    fault = (ValueError, ValueError("broken"), None)
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s", ("/",), fault)
    record.status_code = 500

    assert Brief().filter(record)
    assert record.exc_info == fault
