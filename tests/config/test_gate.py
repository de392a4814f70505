"""The gate gives a thread only whole requests, with their headers unchanged."""

import asyncio
import errno

import pytest

from cvms.config.server import body as bodies
from cvms.config.server.body import Pace
from cvms.config.server.gate import Gate
from cvms.config.server.limits import Limits

LIMITS = Limits(keep=1000, take=5000, pace=Pace(2, 1000, 5), reader_seconds=2, threads=2, waiting=0)
SCOPE = {
    "type": "http",
    "method": "POST",
    "path": "/años/",
    "query_string": b"a=%C3%B1",
    "http_version": "1.1",
    "scheme": "http",
    "server": ("127.0.0.1", 8000),
    "client": ("192.0.2.7", 40000),
    "headers": [
        (b"host", b"localhost"),
        (b"content-type", b"text/plain"),
        (b"transfer-encoding", b"chunked"),
        (b"x-forwarded-for", b"198.51.100.1"),
        (b"x_forwarded_for", b"203.0.113.9"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"accept", b"text/html"),
        (b"accept", b"text/plain"),
    ],
}


class Pages:
    """A WSGI application that records its request."""

    def __init__(self):
        self.asked, self.body = {}, b""

    def __call__(self, environ, start_response):
        self.asked, self.body = environ, environ["wsgi.input"].read()
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"first ", b"second"]


def through(pages, *pieces, limits=LIMITS, send=None):
    """Send a body in these pieces; return the status and body of the answer."""
    messages = [
        {"type": "http.request", "body": piece, "more_body": place < len(pieces)}
        for place, piece in enumerate(pieces, start=1)
    ]
    sent = []

    async def receive():
        if messages:
            return messages.pop(0)
        return await asyncio.Event().wait()

    async def keep(message):
        sent.append(message)

    asyncio.run(Gate(pages, limits)(SCOPE, receive, send or keep))
    return sent[0]["status"], b"".join(one.get("body", b"") for one in sent)


def test_a_chunked_body_arrives_whole_and_with_its_length():
    pages = Pages()

    status, said = through(pages, b"one ", b"two ", b"three")

    assert (status, said) == (200, b"first second")
    assert pages.body == b"one two three"
    assert pages.asked["CONTENT_LENGTH"] == "13"


def test_the_wsgi_request_has_what_the_client_sent():
    pages = Pages()

    through(pages, b"x")

    asked = pages.asked
    assert asked["PATH_INFO"].encode("latin-1").decode() == "/años/"
    assert asked["QUERY_STRING"] == "a=%C3%B1"
    assert asked["REMOTE_ADDR"] == "192.0.2.7"
    assert asked["HTTP_COOKIE"] == "a=1; b=2"
    assert asked["HTTP_ACCEPT"] == "text/html,text/plain"
    assert asked["HTTP_X_FORWARDED_FOR"] == "198.51.100.1"  # not what a stranger wrote as X_...


def test_a_full_disk_during_a_large_form_is_answered_with_a_sentence(monkeypatch):
    class Full:
        def write(self, _piece):
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self):
            pass

    monkeypatch.setattr(bodies, "SpooledTemporaryFile", lambda **_: Full())

    status, said = through(Pages(), b"x")

    assert status == 503
    assert b"This site is not available right now" in said


def test_requests_beyond_the_queue_are_told_to_come_again():
    limits = Limits(
        keep=1000, take=5000, pace=Pace(2, 1000, 5), reader_seconds=2, threads=1, waiting=-1
    )

    status, said = through(Pages(), b"x", limits=limits)

    assert status == 503
    assert b"Too many people are using this site" in said


def test_an_error_outside_the_pages_is_answered_too(caplog):
    def broken(_environ, _start_response):
        raise RuntimeError("broken")

    status, said = through(broken, b"x")

    assert status == 500
    assert b"Something went wrong on our side" in said
    assert "A request ended outside of Django" in caplog.text


def test_a_client_that_reads_nothing_is_disconnected():
    async def never(_message):
        await asyncio.Event().wait()

    with pytest.raises(IndexError):  # nothing of the answer was taken, and the gate came back
        through(Pages(), b"x", send=never, limits=LIMITS)
