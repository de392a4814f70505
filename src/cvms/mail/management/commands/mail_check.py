"""The command `cvms mail_check`: check whether large mail services will accept our mail."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from dns.resolver import Resolver

from cvms.jurisdiction.profile import JURISDICTION
from cvms.mail.checks import domain, server
from cvms.mail.checks.findings import Finding, Level, warning


class Command(BaseCommand):
    """Exit with 0 if there is no problem, else with 1."""

    help = (
        "Checks SPF, DKIM, DMARC, the sending address, the mail server and one-click"
        " unsubscription of the configured sender."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--selector", default="", help="the name of the DKIM key that signs")
        parser.add_argument(
            "--ip", action="append", default=[], help="an IP address that mail leaves from"
        )
        parser.add_argument("--nameserver", default="", help="ADDRESS or ADDRESS:PORT to ask")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *_args: Any, **options: Any) -> None:
        findings = list(_all(_resolver(options["nameserver"]), options["selector"], options["ip"]))
        if options["json"]:
            self.stdout.write(json.dumps({"findings": [asdict(one) for one in findings]}))
        else:
            for one in findings:
                self.stdout.write(f"{one.level.value:8} {one.subject}: {one.words}")
        if any(one.level is Level.PROBLEM for one in findings):
            sys.exit(1)


def _all(resolver: Resolver, selector: str, addresses: list[str]) -> Iterator[Finding]:
    sender = JURISDICTION.sender.rpartition("@")[2]
    returned = settings.RETURN_ADDRESS.rpartition("@")[2]
    yield from domain.spf(returned, resolver)
    yield from domain.dkim_key(sender, selector, resolver)
    yield from domain.dmarc(sender, returned, resolver)
    if not addresses:
        yield warning(
            "PTR", "Not checked. Run it again with --ip and each address that mail leaves from."
        )
    for address in addresses:
        yield from domain.name_of(address, resolver)
    yield from domain.takes_mail(returned, resolver)
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield from server.tls(_server())
    yield from server.unsubscription(settings.BASE_URL)


def _server() -> server.Server:
    return server.Server(
        settings.EMAIL_HOST,
        settings.EMAIL_PORT,
        settings.EMAIL_USE_SSL,
        settings.EMAIL_USE_TLS,
        settings.EMAIL_HOST_USER,
        settings.EMAIL_HOST_PASSWORD,
    )


def _resolver(nameserver: str) -> Resolver:
    if not nameserver:
        return Resolver()
    host, _colon, port = nameserver.partition(":")
    resolver = Resolver(configure=False)
    resolver.nameservers = [host]
    resolver.port = int(port or 53)
    return resolver
