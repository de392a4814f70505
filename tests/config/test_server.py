"""The web server as `cvms serve` starts it: a slow client delays only itself."""

import signal
import socket
from contextlib import ExitStack

import pytest

from tests.chaos.waiting import until
from tests.processes import children_of, is_alive

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]

FORM = (
    b"POST /organization/sign-in/ HTTP/1.1\r\nHost: localhost\r\nAccept-Language: %s\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n"
)
MANY = (
    b"POST /help-desk/ask/recipient/ HTTP/1.1\r\nHost: localhost\r\nReferer: %s\r\n"
    b"Content-Type: multipart/form-data; boundary=limit\r\nContent-Length: %d\r\n\r\n"
)
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
STYLES = b"GET /static/site/site.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
PATIENCE = 30  # seconds for an answer on a busy machine


@pytest.fixture
def ask():
    """Return a function that opens a connection and sends bytes; close all at the end."""
    with ExitStack() as opened:

        def connect(server, words):
            where = ("127.0.0.1", server.port)
            line = opened.enter_context(socket.create_connection(where, timeout=PATIENCE))
            line.sendall(words)
            return line

        yield connect


def answer(line):
    """Return everything that arrives until the server closes the connection."""
    said = b""
    while piece := line.recv(2**16):
        said += piece
    return said.decode()


def part(name, value, more=b""):
    """Return one part of a multipart form."""
    return (
        b'--limit\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n' % (name, more)
        + value
        + b"\r\n"
    )


def is_well(line):
    line.sendall(HEALTH)
    return line.recv(2**16).startswith(b"HTTP/1.1 200 OK")


def test_slow_forms_are_refused_and_block_nobody(start_server, ask):
    # Given more forms that never come to an end than there are threads
    server = start_server(CVMS_WEB_THREADS="2", CVMS_BODY_SECONDS="2")
    lines = [ask(server, FORM % (b"en", 5000) + b"l") for _ in range(40)]

    # Then others are served meanwhile, and each slow one is told
    assert is_well(ask(server, b""))
    for line in lines:
        said = answer(line)
        assert said.startswith("HTTP/1.1 408 ")
        assert "did not arrive in time. Nothing was saved." in said


def test_a_form_that_trickles_in_is_refused_too(start_server, ask):
    server = start_server(CVMS_BODY_SECONDS="1")
    line = ask(server, FORM % (b"es", 5000))
    line.settimeout(0.1)
    said = []

    def trickle():
        line.sendall(b"x")
        try:
            said.append(line.recv(2**16))
        except TimeoutError:
            return False
        return True

    until(trickle)
    assert said[0].startswith(b"HTTP/1.1 408 ")


def test_idle_connections_unfinished_headers_and_slow_readers_block_nobody(start_server, ask):
    server = start_server(CVMS_WEB_THREADS="2")
    idle = [ask(server, b"") for _ in range(1200)]
    headers = [ask(server, b"GET / HTTP/1.1\r\nHost: local") for _ in range(100)]
    for _reader in range(20):
        ask(server, STYLES)  # and reads nothing

    assert is_well(ask(server, b""))
    assert is_well(ask(server, b""))

    # And the first two are sent away, some seconds later
    assert answer(idle[0]) == answer(headers[0]) == ""


def test_a_request_that_is_too_large_is_refused_with_a_sentence(start_server, ask):
    server = start_server(CVMS_REQUEST_BYTES="10000")

    said = answer(ask(server, FORM % (b"es", 20_000) + b"x" * 20_000))

    assert said.startswith("HTTP/1.1 413 ")
    assert "Lo que envió es demasiado grande" in said


def test_what_was_typed_beside_files_that_are_too_large_is_given_back(start_server, ask):
    # Given a server, and a request to the help desk with a photo that is too large
    server = start_server(CVMS_REQUEST_BYTES="10000")
    parts = [
        part(b"csrfmiddlewaretoken", b"s3cretOfTheForm"),
        part(b"message", b"My invitation <b>never</b> came."),
        part(b"attached", b"x" * 20_000, b'; filename="photo.jpg"'),
        part(b"after", b"What stands after it is lost."),
    ]
    sent = b"".join(parts) + b"--limit--\r\n"

    # When it is sent
    page = b"http://localhost/help-desk/ask/recipient/"
    said = answer(ask(server, MANY % (page, len(sent)) + sent))

    # Then the page says it, gives the words back, and leads to the form; it has no form's secret
    assert said.startswith("HTTP/1.1 413 ")
    assert "What you sent is larger than this site accepts. Nothing was saved." in said
    assert "My invitation &lt;b&gt;never&lt;/b&gt; came." in said
    assert f'href="{page.decode()}"' in said
    assert "s3cretOfTheForm" not in said

    # And of another site's page there is no link
    said = answer(ask(server, MANY % (b"https://evil.example/", len(sent)) + sent))
    assert "evil.example" not in said


def test_the_page_about_a_too_large_request_shows_no_password(start_server, ask):
    server = start_server(CVMS_REQUEST_BYTES="10000")
    typed = b"login=rosa+lima+here&password=correct+horse&more=" + b"x" * 20_000

    said = answer(ask(server, FORM % (b"en", len(typed)) + typed))

    assert said.startswith("HTTP/1.1 413 ")
    assert "correct horse" not in said
    assert "rosa lima here" not in said


def test_a_connection_serves_one_request_after_another(start_server, ask):
    line = ask(start_server(), b"")

    assert is_well(line)
    assert is_well(line)


def test_no_process_outlives_the_first_one(start_server):
    server = start_server()
    others = children_of(server.process.pid)
    assert others

    server.process.send_signal(signal.SIGKILL)
    server.process.wait()

    until(lambda: not any(is_alive(pid) for pid in others))
