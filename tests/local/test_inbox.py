"""Only this machine's browser can use the inbox, and letters run nothing in it."""

import threading
from email.message import EmailMessage
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer

import pytest

from cvms.local.inbox import Mailbox, Web
from cvms.local.ports import HERE


@pytest.fixture
def inbox(monkeypatch):
    """Its port, with one letter in it."""
    letter = EmailMessage()
    letter["Subject"] = "<script>alert(1)</script>"
    letter["To"] = "ada@people.example"
    letter.set_content("Plain.")
    letter.add_alternative("<p>A letter</p><script>alert(1)</script>", subtype="html")
    letter.add_attachment(b"x", "text", "csv", filename='a"b.csv')
    box = Mailbox()
    box.messages.append((1, letter))
    monkeypatch.setattr(Web, "mailbox", box, raising=False)
    server = ThreadingHTTPServer((HERE, 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def get(port, path, host=None):
    connection = HTTPConnection(HERE, port, timeout=30)
    connection.request("GET", path, headers={"Host": host or f"localhost:{port}"})
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    return answer, said


def test_the_inbox_answers_only_to_its_own_host_name(inbox):
    assert get(inbox, "/")[0].status == 200
    assert get(inbox, "/", f"127.0.0.1:{inbox}")[0].status == 200

    for host in ("elsewhere.example", f"elsewhere.example:{inbox}", "localhost"):
        answer, said = get(inbox, "/1", host)
        assert answer.status == 421
        assert "A letter" not in said


def test_a_letter_is_shown_in_a_sandbox_and_its_links_open_outside(inbox):
    _page, said = get(inbox, "/1")
    assert '<iframe title="The message" sandbox="allow-popups allow-popups-to-escape' in said
    assert "<script>" not in said

    letter, said = get(inbox, "/1/html")
    assert letter.headers["Content-Security-Policy"].startswith("sandbox allow-popups")
    assert "script-src" not in letter.headers["Content-Security-Policy"]
    assert said.startswith('<base target="_blank"><p>A letter</p>')


def test_an_attachments_name_is_made_safe(inbox):
    answer, said = get(inbox, "/1/part/0")

    assert said == "x"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a_b.csv"'
