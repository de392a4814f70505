"""/metrics describes the system to clients with the token, and has no personal data."""

from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from cvms.accounts.permissions import Role
from cvms.jobs.deferring import defer
from cvms.mail import actions as mail
from cvms.staff.actions.counting import recount
from tests import make

pytestmark = pytest.mark.django_db
TOKEN = "a token of the monitoring"
PROMETHEUS = Path(__file__).resolve().parents[2] / "deploy/prometheus"


@pytest.fixture(autouse=True)
def token(settings):
    settings.METRICS_TOKEN = TOKEN


def ask(**more):
    return Client().get(
        "/metrics", headers={"host": "10.0.0.7", "authorization": f"Bearer {TOKEN}"} | more
    )


def figures():
    """Return the figures by name and labels."""
    families = text_string_to_metric_families(ask().content.decode())
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_metrics_are_not_found_without_the_token(settings):
    assert ask(authorization="Bearer another").status_code == 404
    assert ask(authorization="").status_code == 404
    settings.METRICS_TOKEN = ""
    assert ask(authorization="Bearer ").status_code == 404


def test_metrics_have_queues_workers_letters_and_connections(organization):
    make.loaded(organization, ("Ada", "Roe", "ada@people.example"))
    recount()
    mail.pause(destination="gmail.com", reason="refused")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '1 hour'")
        cursor.execute("DELETE FROM procrastinate_jobs WHERE queue_name = 'uploads'")
    defer("uploads.load", upload=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status='failed' WHERE queue_name='uploads'")

    told = figures()

    assert told["cvms_queue_jobs", "mail"] >= 1
    assert told["cvms_queue_oldest_seconds", "mail"] >= 3600
    assert told["cvms_queue_jobs", "uploads"] == 0
    assert told[("cvms_given_up_jobs",)] == 1
    assert told[("cvms_workers_alive",)] == 1
    assert told["cvms_letters", "queued"] >= 1
    assert told[("cvms_letters_due",)] >= 1
    assert told[("cvms_mail_paused",)] == 1
    assert told[("cvms_mail_held",)] == 0
    assert told[("cvms_database_connections_most",)] > told[("cvms_database_connections",)] > 0


def test_metrics_have_answers_by_route_and_no_urls(as_user):
    secret = "Zm9yIHRlc3RzIGFsb25lLCBhIHNlY3JldCBvZiA0MyBzaWducw"
    before = figures().get(("cvms_answers_total", "200", "GET", "staff:home"), 0)
    as_user(make.user(Role.STATE_IT)).get("/staff/")
    Client().get(f"/set-password/{secret}/")
    Client().get("/nowhere/at/all/")

    told = figures()

    assert told["cvms_answers_total", "200", "GET", "staff:home"] == before + 1
    assert told["cvms_answers_total", "404", "GET", "none"] >= 1
    assert told["cvms_answer_seconds_count", "GET", "staff:home"] >= 1
    body = ask().content.decode()
    assert secret not in body
    assert "nowhere" not in body


def test_metrics_take_the_same_queries_however_much_there_is(
    organization, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20) as few:
        ask()
    make.loaded(organization, *make.people(60))
    with django_assert_num_queries(len(few)):
        ask()


def test_every_alert_uses_figures_that_exist(organization):
    make.loaded(organization, ("Ada", "Roe", "ada@people.example"))
    recount()
    Client().get("/")
    told = {name for name, *_labels in figures()} | {"up"}
    rules = yaml.safe_load((PROMETHEUS / "cvms.rules.yml").read_text())["groups"][0]["rules"]
    assert len(rules) > 10

    for rule in rules:
        asked = {word for word in _words(rule["expr"]) if word.startswith("cvms_") or word == "up"}
        assert asked, rule["alert"]
        assert asked <= told, rule["alert"]
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["summary"].endswith(".")


def _words(expression):
    return "".join(sign if sign.isalnum() or sign == "_" else " " for sign in expression).split()
