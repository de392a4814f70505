"""A process is ready when its release fits the database, and the database accepts writes."""

import pytest
from django.db import connection
from django.test import Client

pytestmark = pytest.mark.django_db


def ask():
    answer = Client().get("/readyz", headers={"host": "10.0.0.7"})
    return answer.status_code, answer.content.decode(), answer.headers.get("Retry-After")


def test_a_process_is_ready_when_everything_is_there():
    assert ask() == (200, "ready", None)


def test_a_process_is_not_ready_before_the_database_is_migrated():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'uploads' AND name ~ '^0001'")

    assert ask() == (503, "1 migrations are missing: run cvms migrate", "10")


def test_a_process_is_not_ready_on_a_standby():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")

    assert ask() == (503, "the database is read only", "10")


def test_the_former_release_is_ready_on_a_newer_database():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('uploads', '9999', now())"
        )

    assert ask() == (200, "ready", None)
