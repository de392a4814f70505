"""A local mail inbox: accepts mail by SMTP on one port and shows it on a web page on another.

Keeps the newest messages in memory. It is for trying the product and for its tests, not for a
server that others can reach: it listens only on the loopback address.
"""

import argparse
import html
import re
import signal
import threading
from collections import deque
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller

from .ports import HERE, listening

OWN = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'"
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"  # a letter's links may only open pages
LETTER = f"sandbox {SANDBOX}; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
NEW_TAB = '<base target="_blank">'
KEEP = 6000  # messages; more than the largest upload invites

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:16px/1.5 system-ui;margin:2rem auto;max-width:70rem;padding:0 1rem}}
table{{border-collapse:collapse;width:100%}}td,th{{text-align:left;padding:.4rem;
border-bottom:1px solid #ccc;overflow-wrap:anywhere}}iframe{{width:100%;height:40rem;
border:1px solid #ccc}}pre{{white-space:pre-wrap}}</style><h1>{title}</h1>{body}"""


class Mailbox:
    """The messages received, newest last."""

    def __init__(self) -> None:
        self.messages: deque[tuple[int, EmailMessage]] = deque(maxlen=KEEP)
        self._numbers = count(1)
        self._lock = threading.Lock()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Store a message; aiosmtpd calls this for each."""
        message = message_from_bytes(envelope.content, policy=policy.default)
        with self._lock:
            self.messages.append((next(self._numbers), message))
        return "250 OK"

    def get(self, number: int) -> EmailMessage | None:
        return dict(list(self.messages)).get(number)


class Web(BaseHTTPRequestHandler):
    """The web pages: / lists messages, /N shows one, /N/html its HTML, /N/part/P an attachment."""

    mailbox: Mailbox
    server: ThreadingHTTPServer

    def do_GET(self) -> None:
        if not self._is_ours():
            return self.send_error(421, "This inbox answers to localhost alone")
        asked = urlsplit(self.path)
        match asked.path.strip("/").split("/"):
            case [""]:
                self._answer(self._list(parse_qs(asked.query).get("q", [""])[0]))
            case [number, *rest] if number.isdigit() and (message := self.mailbox.get(int(number))):
                self._message(int(number), message, rest)
            case _:
                self.send_error(404)
        return None

    def _is_ours(self) -> bool:
        """Return whether the request is for localhost, as a defense against DNS rebinding.

        Otherwise a website whose name resolves to this machine could read all mail here, through
        the browser of anyone who visits it.
        """
        port = self.server.server_address[1]
        return self.headers.get("Host") in {f"localhost:{port}", f"{HERE}:{port}"}

    def _list(self, query: str) -> str:
        rows = [
            f'<tr><td><a href="/{number}">{_text(message["subject"])}</a><td>{_text(message["to"])}'
            f"<td>{_text(message['from'])}<td>{_text(message['date'])}"
            for number, message in reversed(list(self.mailbox.messages))
            if query.lower() in str(message["to"]).lower()
        ]
        more = f"<p>{len(rows)} messages; the newest 200 are shown." if len(rows) > 200 else ""
        form = (
            f'<form><label>To contains <input name="q" value="{_text(query)}"></label>'
            " <button>Search</button></form>"
        )
        head = "<tr><th>Subject<th>To<th>From<th>Date"
        empty = "" if rows else f"<p>No mail {'to such an address' if query else 'yet'}."
        body = f"{form}{more}<table>{head}{''.join(rows[:200])}</table>{empty}"
        return _PAGE.format(title="Local mail inbox", body=body)

    def _message(self, number: int, message: EmailMessage, rest: list[str]) -> None:
        match rest:
            case ["html"]:
                part = message.get_body(("html", "plain"))
                self._answer(NEW_TAB + (part.get_content() if part else ""), policy=LETTER)
            case ["part", index] if index.isdigit():
                files = list(message.iter_attachments())
                if int(index) >= len(files):
                    return self.send_error(404)
                content = files[int(index)].get_payload(decode=True)
                name = re.sub(r"[^\w.-]", "_", files[int(index)].get_filename() or "file")
                self._answer(content, "application/octet-stream", name)
            case _:
                self._answer(_show(number, message))
        return None

    def _answer(
        self, body: Any, kind: str = "text/html; charset=utf-8", name: str = "", policy: str = OWN
    ) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(data)))
        if name:
            self.send_header("Content-Disposition", f'attachment; filename="{name}"')
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args: Any) -> None:
        """Log no requests."""


def _show(number: int, message: EmailMessage) -> str:
    names = ("From", "To", "Subject", "Date")
    heads = "".join(f"<tr><th>{name}<td>{_text(message[name])}" for name in names)
    files = "".join(
        f'<li><a href="/{number}/part/{index}">{_text(part.get_filename())}</a>'
        for index, part in enumerate(message.iter_attachments())
    )
    plain = message.get_body(("plain",))
    text = f"<h2>As plain text</h2><pre>{_text(plain.get_content() if plain else '')}</pre>"
    frame = f'<iframe title="The message" sandbox="{SANDBOX}" src="/{number}/html"></iframe>'
    back = '<p><a href="/">All mail</a>'
    body = f"{back}<table>{heads}</table><ul>{files}</ul>{frame}{text}"
    return _PAGE.format(title=_text(message["subject"]), body=body)


def _text(value: Any) -> str:
    return html.escape(str(value or ""))


class _Smtp(Controller):
    """An SMTP server on a port that `cvms run` holds."""

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=listening(self.port))


def main() -> None:
    """Run the inbox until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m cvms.local.inbox", description=__doc__)
    parser.add_argument("--smtp", type=int, default=1025)
    parser.add_argument("--web", type=int, default=8025)
    ports = parser.parse_args()
    Web.mailbox = Mailbox()
    smtp = _Smtp(Web.mailbox, hostname=HERE, port=ports.smtp, data_size_limit=2**25)
    smtp.start()
    web = ThreadingHTTPServer((HERE, ports.web), Web, bind_and_activate=False)
    web.socket = listening(ports.web)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=web.shutdown).start())
    try:
        web.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        smtp.stop()


if __name__ == "__main__":
    main()
