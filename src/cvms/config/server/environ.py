"""Convert an ASGI request to a WSGI environ (PEP 3333)."""

import sys
from typing import IO, Any

Environ = dict[str, Any]

_PLAIN = {b"content-length": "CONTENT_LENGTH", b"content-type": "CONTENT_TYPE"}
_JOINED_BY = {"HTTP_COOKIE": "; "}  # RFC 9113, 8.2.3; all others are lists (RFC 9110, 5.3)


def environ_of(scope: dict[str, Any], body: IO[bytes], length: int) -> Environ:
    """Return the environ; `length` is the body's in bytes, which a chunked request lacks."""
    host, port = scope.get("server") or ("localhost", 80)
    return _headers(scope["headers"]) | {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 80),
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "CONTENT_LENGTH": str(length),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _headers(headers: list[tuple[bytes, bytes]]) -> Environ:
    """Convert headers; drop names with underscores, which could pose as a proxy's with hyphens."""
    found: dict[str, str] = {}
    for raw, value in headers:
        if b"_" in raw:
            continue
        name = _PLAIN.get(raw) or f"HTTP_{raw.decode('latin-1').upper().replace('-', '_')}"
        text = value.decode("latin-1")
        found[name] = f"{found[name]}{_JOINED_BY.get(name, ',')}{text}" if name in found else text
    return dict(found)
