"""State IT learns before the first upload whether large mail services will take its mail."""

import base64
import json
import socket
from io import StringIO

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management import call_command

from cvms.mail.checks import domain, server
from cvms.mail.checks.findings import Level
from tests.mail.names import resolver_of, serve


def _key(bits: int) -> str:
    public = rsa.generate_private_key(65537, bits).public_key()
    text = base64.b64encode(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    whole = f"v=DKIM1; k=rsa; p={text.decode()}"
    return " ".join(f'"{whole[at : at + 250]}"' for at in range(0, len(whole), 250))


ZONE = f"""
good.example. 60 IN TXT "v=spf1 ip4:192.0.2.1 -all"
good.example. 60 IN MX 10 mx.good.example.
_dmarc.good.example. 60 IN TXT "v=DMARC1; p=quarantine"
s1._domainkey.good.example. 60 IN TXT {_key(2048)}
old._domainkey.good.example. 60 IN TXT {_key(1024)}
broken._domainkey.good.example. 60 IN TXT "v=DKIM1; k=rsa; p=AAAA"
mx.good.example. 60 IN A 192.0.2.1
1.2.0.192.in-addr.arpa. 60 IN PTR mx.good.example.
2.2.0.192.in-addr.arpa. 60 IN PTR elsewhere.good.example.
elsewhere.good.example. 60 IN A 192.0.2.99
open.example. 60 IN TXT "v=spf1 +all"
two.example. 60 IN TXT "v=spf1 -all"
two.example. 60 IN TXT "v=spf1 ip4:192.0.2.1 -all"
lax.example. 60 IN TXT "v=spf1 -all"
_dmarc.lax.example. 60 IN TXT "v=DMARC1; p=none"
strict.example. 60 IN TXT "v=spf1 -all"
_dmarc.strict.example. 60 IN TXT "v=DMARC1; p=reject; aspf=s"
"""


@pytest.fixture(scope="module")
def nameserver():
    with serve(ZONE) as address:
        yield address


@pytest.fixture
def resolver(nameserver):
    return resolver_of(nameserver)


def _levels(findings):
    return [finding.level for finding in findings]


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("good.example", Level.OK),
        ("open.example", Level.WARNING),
        ("two.example", Level.PROBLEM),
        ("missing.example", Level.PROBLEM),
    ],
)
def test_mail_check_reads_spf(resolver, name, level):
    assert _levels(domain.spf(name, resolver)) == [level]


@pytest.mark.parametrize(
    ("name", "returned", "levels"),
    [
        ("good.example", "good.example", [Level.OK, Level.OK]),
        ("good.example", "bounces.good.example", [Level.OK, Level.OK]),
        ("good.example", "service.example", [Level.OK, Level.PROBLEM]),
        ("strict.example", "bounces.strict.example", [Level.OK, Level.PROBLEM]),
        ("lax.example", "lax.example", [Level.WARNING, Level.OK]),
        ("missing.example", "missing.example", [Level.PROBLEM]),
    ],
)
def test_mail_check_reads_dmarc_and_its_alignment(resolver, name, returned, levels):
    assert _levels(domain.dmarc(name, returned, resolver)) == levels


@pytest.mark.parametrize(
    ("selector", "level"),
    [
        ("s1", Level.OK),
        ("old", Level.WARNING),
        ("broken", Level.PROBLEM),
        ("missing", Level.PROBLEM),
        ("", Level.WARNING),
    ],
)
def test_mail_check_finds_the_dkim_key(resolver, selector, level):
    assert _levels(domain.dkim_key("good.example", selector, resolver)) == [level]


@pytest.mark.parametrize(
    ("address", "level"),
    [("192.0.2.1", Level.OK), ("192.0.2.2", Level.PROBLEM), ("192.0.2.3", Level.PROBLEM)],
)
def test_mail_check_looks_up_the_host_name_of_each_sending_address(resolver, address, level):
    assert _levels(domain.name_of(address, resolver)) == [level]


def test_a_return_address_that_takes_no_mail_is_a_problem(resolver):
    assert _levels(domain.takes_mail("good.example", resolver)) == [Level.OK]
    assert _levels(domain.takes_mail("lax.example", resolver)) == [Level.PROBLEM]


def _server(host, port):
    return server.Server(host, port, tls=False, starttls=False, user="", password="")


def test_a_mail_server_on_this_machine_needs_no_tls(mailbox, settings):
    found = list(server.tls(_server(settings.EMAIL_HOST, settings.EMAIL_PORT)))
    assert _levels(found) == [Level.OK]


def test_a_mail_server_that_is_not_there_is_a_problem():
    with socket.socket() as taken:  # bound and not listening: nobody answers, and nobody else may
        taken.bind(("127.0.0.1", 0))
        assert _levels(server.tls(_server(*taken.getsockname()))) == [Level.PROBLEM]


def test_links_without_https_are_a_problem():
    assert _levels(server.unsubscription("http://cvms.example")) == [Level.PROBLEM]


def test_mail_check_prints_a_line_for_each_check_and_fails_if_one_fails(
    nameserver, mailbox, settings, monkeypatch
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("mail_check", "--nameserver", nameserver, "--json", stdout=out)

    assert ended.value.code == 1
    found = json.loads(out.getvalue())["findings"]
    assert {"SPF", "DKIM", "DMARC", "PTR", "TLS", "Unsubscription", "Returned mail"} == {
        one["subject"] for one in found
    }
