"""People who prefer a text message get one through the gateway that the state has set up."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from cvms.eligibility.actions.redeciding import redecide_due
from cvms.registration.actions import texting
from cvms.registration.models import TextMessage
from tests.eligibility.published import in_days, opening, publish
from tests.registration import answers
from tests.registration.answers import begin, url

pytestmark = pytest.mark.django_db


class Gateway:
    """A gateway that takes messages over HTTP, or answers that it is down."""

    def __init__(self) -> None:
        self.status, self.taken = 200, []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if outer.status == 200:
                    outer.taken.append((self.path, json.loads(body)["message"]))
                self.send_response(outer.status)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"json://127.0.0.1:{self.server.server_port}/send/{{phone}}"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def gateway(settings) -> Iterator[Gateway]:
    made = Gateway()
    settings.TEXT_GATEWAY = made.url
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def waiting(recipient, editor):
    """Rosa, who prefers a text and whose group opens later."""
    publish(opening("3", in_days(30)), by=editor)
    answers.register(recipient)
    return recipient


def test_a_text_message_says_only_that_the_status_changed(gateway, waiting, editor, work):
    publish(opening("3", in_days(0)), by=editor)
    work()
    [(path, words)] = gateway.taken
    assert "19195550177" in path
    assert words == "NCDHHS: your status has changed. Sign in to see it: http://testserver/portal/"
    assert TextMessage.objects.get().state == "sent"


def test_a_gateway_that_is_down_is_tried_again_and_given_up_after_five_times(
    gateway, waiting, editor, work
):
    gateway.status = 500
    publish(opening("3", in_days(0)), by=editor)
    work()
    assert TextMessage.objects.get().state == "queued"
    for _attempt in range(texting.MOST_ATTEMPTS):
        TextMessage.objects.update(due_at=TextMessage.objects.get().created_at)
        texting.send_texts()
    text = TextMessage.objects.get()
    assert (text.state, text.attempts) == ("failed", 5)


def test_people_who_prefer_email_get_no_text(gateway, recipient, editor, work):
    publish(opening("3", in_days(30)), by=editor)
    answers.register(recipient, contact=answers.other("contact", channel=["email"]))
    publish(opening("3", in_days(0)), by=editor)
    redecide_due()
    work()
    assert gateway.taken == []


def test_a_text_is_in_the_persons_language():
    assert texting.words_for("es").startswith("NCDHHS: su estado ha cambiado.")


def test_texts_and_calls_are_offered_only_where_there_is_a_way(browser, settings):
    begin(browser)
    assert "Text message" in browser.get(url("contact")).content.decode()
    settings.TEXT_GATEWAY, settings.PHONE_CALLS = "", False
    page = browser.get(url("contact")).content.decode()
    assert "Text message" not in page
    assert "Phone call" not in page
    response = answers.give(browser, "contact")
    assert "Choose an answer." in response.content.decode()
