"""Check the mail server that takes our mail, and the website that our letters link to."""

import ipaddress
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

from .findings import Finding, ok, problem

_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Server:
    """The mail server in the settings; `tls` is from the first byte, `starttls` after EHLO."""

    host: str
    port: int
    tls: bool
    starttls: bool
    user: str
    password: str


def tls(server: Server, context: ssl.SSLContext | None = None) -> Iterator[Finding]:
    """Check whether the server can be reached, signs us in, and encrypts the connection."""
    where = f"{server.host}:{server.port}"
    context = context or ssl.create_default_context()
    try:
        with _connect(server, context) as connection:
            yield from _signed_in(connection, server)
            yield _encrypted(connection, server, where)
    except ssl.SSLError as error:
        yield problem("TLS", f"The certificate of {where} is not valid: {error.reason}.")
    except (OSError, smtplib.SMTPException) as error:
        yield problem("Mail server", f"{where} cannot be used: {error}")


def _connect(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.tls:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    connection.ehlo()
    if server.starttls or connection.has_extn("starttls"):
        connection.starttls(context=context)
        connection.ehlo()
    return connection


def _signed_in(connection: smtplib.SMTP, server: Server) -> Iterator[Finding]:
    if server.user:
        connection.login(server.user, server.password)
        yield ok("Mail server", f"It accepts the sign-in of {server.user}.")


def _encrypted(connection: smtplib.SMTP, server: Server, where: str) -> Finding:
    if isinstance(connection.sock, ssl.SSLSocket):
        return ok("TLS", f"{where} is reached by {connection.sock.version()}.")
    if _is_this_machine(server.host):
        return ok("TLS", f"{where} is on this machine.")
    return problem("TLS", f"{where} offers no TLS, so letters and their links travel in the open.")


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def unsubscription(base_url: str) -> Iterator[Finding]:
    """Check whether the one-click address in invitations can be reached (RFC 8058, 3.1: HTTPS)."""
    subject = "Unsubscription"
    if not base_url.startswith("https://"):
        yield problem(
            subject,
            f"Letters lead to {base_url}. One-click unsubscribing needs HTTPS: set CVMS_BASE_URL.",
        )
        return
    try:
        with urllib.request.urlopen(f"{base_url}/healthz", timeout=_SECONDS):  # noqa: S310 -- https
            yield ok(subject, f"{base_url}, to which letters lead, answers.")
    except (OSError, urllib.error.URLError) as error:
        yield problem(subject, f"{base_url}, to which letters lead, does not answer: {error}")
