"""A browser without a screen, whose requests go to several servers in turn."""

import itertools
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid
from html import unescape
from http.cookiejar import CookieJar

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
HIDDEN = re.compile(r"<input type=\"hidden\"[^>]*>")
ATTRIBUTE = re.compile(r"\b(name|value)=\"([^\"]*)\"")


class Browser:
    """Each request goes to the next of the ports; `page` is the last page, `address` its path."""

    def __init__(self, *ports: int) -> None:
        self._ports = itertools.cycle(ports)
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(jar)
        self.page = self.address = ""

    def sign_in(self, door: str, login: str, password: str) -> None:
        self.get(f"/{door}/sign-in/")
        self.post(self.address, login=login, password=password)
        assert "sign-in" not in self.address

    def get(self, path: str) -> str:
        return self._open(path)

    def post(self, path: str, **fields: str | list[str]) -> str:
        """Send a form of the last page, with what it holds that nobody typed."""
        return self._open(
            path, urllib.parse.urlencode(self._held(path) | fields, doseq=True).encode()
        )

    def upload(self, path: str, content: bytes) -> str:
        """Send a file as the form of a tab does."""
        mark, fields = uuid.uuid4().hex, self._held(path) | {"key": str(uuid.uuid4())}
        parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
        parts.append(
            b'name="file"; filename="list.csv"\r\nContent-Type: text/csv\r\n\r\n' + content
        )
        start = f"--{mark}\r\nContent-Disposition: form-data; ".encode()
        body = b"".join(start + part + b"\r\n" for part in parts) + f"--{mark}--\r\n".encode()
        return self._open(path, body, f"multipart/form-data; boundary={mark}")

    def _held(self, path: str) -> dict[str, str]:
        """What the last page's form holds that leads there, or that names no place."""
        forms = [body for head, body in FORM.findall(self.page) if _leads(head, path)]
        found = [dict(ATTRIBUTE.findall(field)) for field in HIDDEN.findall(forms[0])]
        return {one["name"]: unescape(one.get("value", "")) for one in found}

    @property
    def words(self) -> str:
        """The last page as it reads, for a test that fails."""
        main = self.page[self.page.find("<main") :]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())

    def _open(self, path: str, data: bytes | None = None, kind: str = "") -> str:
        request = urllib.request.Request(f"http://127.0.0.1:{next(self._ports)}{path}", data)
        if kind:
            request.add_header("Content-Type", kind)
        try:
            with self._opener.open(request, timeout=60) as answer:
                self.address = urllib.parse.urlsplit(answer.url).path
                self.page = answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                self.page = refused.read().decode()
            raise AssertionError(f"{path} answers {refused.code}: {self.words}") from None
        return self.page


def _leads(form: str, path: str) -> bool:
    return "post" in form and (f'action="{path}"' in form or "action=" not in form)
