"""The product on a drill's database, a mail server that counts messages, and a browser."""

import http.cookiejar
import logging
import os
import re
import secrets
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

CVMS = Path(sys.executable).parent / "cvms"
LONGEST_END = 120  # seconds to finish the work in progress, on a busy machine
COMMANDS = {
    "web": "serve --port {port}",
    "worker": "procrastinate worker --name worker --queues uploads --concurrency 2",
    "mailer": "procrastinate worker --name mailer --queues mail --concurrency 1",
}
KEY = secrets.token_urlsafe(50)


class MailServer:
    """Accepts every message; `taken` counts each Message-ID."""

    def __init__(self, port: int) -> None:
        self.taken: Counter[str] = Counter()
        self._server = Controller(self, hostname="127.0.0.1", port=port)
        self._server.start()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Count one message; aiosmtpd calls this."""
        name = str(message_from_bytes(envelope.content)["Message-ID"])
        self.taken[re.sub(r"[<>]|@.*", "", name)] += 1
        return "250 OK"

    def stop(self) -> None:
        self._server.stop()


def environment(folder: Path, database: str, port: int, smtp: int) -> dict[str, str]:
    """Return the settings of a portal on this machine that writes only to the drill's folder."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "cvms.config.settings",
        "SECRET_KEY": KEY,
        "DATABASE_URL": database,
        "CVMS_BASE_URL": f"http://127.0.0.1:{port}",
        "CVMS_STATIC_ROOT": str(folder / "static"),
        "ALLOWED_HOSTS": "127.0.0.1",
        "CVMS_SMTP_HOST": "127.0.0.1",
        "CVMS_SMTP_PORT": str(smtp),
        "CVMS_REQUIRE_MFA": "nobody",
        "CVMS_MAIL_LEASE_SECONDS": "15",
    }


def prepare(env: dict[str, str]) -> None:
    """Migrate and collect in processes of their own, and set Django up in this one."""
    for command in ("migrate", "createcachetable", "collectstatic --noinput"):
        subprocess.run([CVMS, *command.split()], env=env, check=True, stdout=subprocess.DEVNULL)
    os.environ.update(env)
    import django

    django.setup()
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd's log


@contextmanager
def running(env: dict[str, str], port: int, log: Path) -> Iterator[None]:
    """Run web, worker and mailer, which log to files beside `log`."""
    started = []
    for name, command in COMMANDS.items():
        words = command.format(port=port).split()
        with log.with_name(f"{log.name}-{name}.log").open("ab") as into:
            started.append(subprocess.Popen([CVMS, *words], env=env, stdout=into, stderr=into))
    try:
        until(lambda: Browser(port).get("/readyz")[0] == 200)
        yield
    except BaseException:
        for file in log.parent.glob(f"{log.name}-*.log"):
            print(file.name, file.read_text()[-3000:], sep="\n", file=sys.stderr)
        raise
    finally:
        for process in started:
            process.terminate()
        for process in started:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=LONGEST_END)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def logged(log: Path) -> int:
    """Return how many bytes the processes have logged."""
    return sum(file.stat().st_size for file in log.parent.glob(f"{log.name}-*.log"))


class Browser:
    """A browser without a screen, with cookies and forms."""

    def __init__(self, port: int, session: str = "") -> None:
        self._base = f"http://127.0.0.1:{port}"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)
        if session:  # the session of somebody who is signed in
            jar.cookiejar.set_cookie(_cookie("sessionid", session))
        self._token = ""

    def get(self, path: str) -> tuple[int, str, str]:
        """Return the status (0 without an answer), the final address, and the page."""
        return self._open(urllib.request.Request(self._base + path))

    def post(self, path: str, **fields: str) -> tuple[int, str, str]:
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": self._token}).encode()
        return self._open(urllib.request.Request(self._base + path, data))

    def upload(self, path: str, content: bytes, key: str) -> tuple[int, str, str]:
        """Send a file as the form on a tab does."""
        mark = uuid.uuid4().hex
        parts = [
            f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
            for name, value in (("csrfmiddlewaretoken", self._token), ("key", key))
        ]
        head = 'Content-Disposition: form-data; name="file"; filename="list.csv"\r\n'
        parts.append(f"{head}Content-Type: text/csv\r\n\r\n".encode() + content)
        body = b"".join(f"--{mark}\r\n".encode() + part + b"\r\n" for part in parts)
        body += f"--{mark}--\r\n".encode()
        request = urllib.request.Request(self._base + path, body)
        request.add_header("Content-Type", f"multipart/form-data; boundary={mark}")
        return self._open(request)

    def _open(self, request: urllib.request.Request) -> tuple[int, str, str]:
        try:
            with self._opener.open(request, timeout=60) as answer:
                status, address, page = answer.status, answer.url, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.url, refused.read().decode()
        except OSError:
            return 0, "", ""
        if found := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page):
            self._token = found[1]
        return status, address, page


def _cookie(name: str, value: str) -> http.cookiejar.Cookie:
    return http.cookiejar.Cookie(
        version=0, name=name, value=value, port=None, port_specified=False, domain="127.0.0.1",
        domain_specified=False, domain_initial_dot=False, path="/", path_specified=True,
        secure=False, expires=None, discard=True, comment=None, comment_url=None, rest={},
    )  # fmt: skip


class Uploader:
    """A point of contact who sends one file after another; records what was acknowledged."""

    ROWS = 20

    def __init__(self, port: int, email: str, password: str, name: str) -> None:
        self.acknowledged: list[tuple[float, str]] = []  # when, and the file's key
        self.refused: Counter[int] = Counter()
        self.worst = ""  # an error page without the product's own sentence
        self._browser, self._name = Browser(port), name
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._browser.get("/organization/sign-in/")
        status, address, _page = self._browser.post(
            "/organization/sign-in/", login=email, password=password
        )
        assert status == 200, status
        assert "sign-in" not in address, address

    def start(self) -> None:
        self._browser.get("/organization/bulk-registration/")
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _work(self) -> None:
        number = 0
        while not self._over.wait(0.1):
            number += 1
            rows = "".join(
                f"Ada,Roe,p{number}-{row}@{self._name}.example\r\n" for row in range(self.ROWS)
            )
            content = ("First Name,Last Name,Email\r\n" + rows).encode()
            self._send(content, str(uuid.uuid4()))

    def _send(self, content: bytes, key: str) -> None:
        """Press again until the file is accepted, as people do; its key prevents duplicates."""
        while not self._over.is_set():
            status, address, page = self._browser.upload(
                "/organization/bulk-registration/high/", content, key
            )
            if status == 200 and re.search(r"/uploads/\d+/", address):
                self.acknowledged.append((time.monotonic(), key))
                return
            self.refused[status] += 1
            if status and (status != 503 or "<h1" not in page):
                self.worst = f"{status}: {page[:200]}"
            time.sleep(0.1)


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    """Check again and again until it is true; raise SystemExit when the time is up."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise SystemExit(f"nothing happened within {seconds:.0f} seconds")
        time.sleep(0.1)
