"""What is sent over the wire, to servers with different extensions."""

from email import message_from_bytes, policy

import pytest
from aiosmtpd.smtp import SMTP

from cvms.mail.compiling import CannotFill, CompiledLetter, LetterCache
from cvms.mail.delivery import deliver_due
from cvms.mail.kinds import KINDS, Letter
from cvms.mail.models import Message
from cvms.mail.writing import Ready, Writer, envelope_address
from tests.mail import every_letter

FIRST = "person1@people.example"


@pytest.mark.django_db
def test_no_header_begins_with_a_space_after_unfolding(staff):
    # Given every letter, as bytes
    named = {message.pk: name for name, message in every_letter.all_of(staff)}
    messages = list(Message.objects.filter(pk__in=named))

    for message, ready in Writer(as_bytes=True).write(messages, 0.0):
        assert isinstance(ready, Ready), named[message.pk]
        head = ready.data.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ")
        for line in head.split(b"\r\n"):
            _name, _colon, value = line.partition(b": ")
            assert value, (named[message.pk], line)
            assert not value.startswith(b" "), (named[message.pk], line)


@pytest.mark.django_db
def test_lines_are_no_longer_than_mail_allows(staff):
    named = {message.pk: name for name, message in every_letter.all_of(staff)}
    messages = list(Message.objects.filter(pk__in=named))

    for message, ready in Writer(as_bytes=True).write(messages, 0.0):
        assert max(map(len, ready.data.split(b"\r\n"))) <= 998, named[message.pk]


@pytest.mark.django_db
def test_every_kind_of_letter_has_its_golden_files(staff):
    made = {message.kind for _name, message in every_letter.all_of(staff)}
    assert sorted(made) == sorted(KINDS)


@pytest.mark.django_db
def test_a_server_that_takes_seven_bits_gets_the_same_words(invitations, server, organization):
    messages = invitations(1)
    organization.recipients.update(first_name="María José", last_name="李")
    handler = server({"decode_data": True, "enable_SMTPUTF8": False})

    deliver_due()

    assert messages.get().state == Message.State.SENT
    raw = handler.data[FIRST]
    raw = raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else raw
    assert raw.isascii()
    mail = message_from_bytes(raw, policy=policy.default)
    assert "Dear María José 李," in mail.get_body(("plain",)).get_content()
    assert "María José 李" in mail.get_body(("html",)).get_content()
    assert {part["Content-Transfer-Encoding"] for part in mail.iter_parts()} == {"quoted-printable"}


@pytest.mark.django_db
def test_commands_are_pipelined_if_the_server_offers_it(invitations, server, monkeypatch):
    async def offers(self, hostname):
        for line in ("250-test", "250-PIPELINING", "250 8BITMIME"):
            await self.push(line)
        self.session.host_name = hostname
        self.session.extended_smtp = True

    monkeypatch.setattr(SMTP, "smtp_EHLO", offers)
    messages = invitations(3)
    handler = server()
    handler.recipient = {"person2@people.example": "550 5.1.1 no such user"}

    deliver_due()

    states = list(messages.order_by("id").values_list("state", flat=True))
    assert states == [Message.State.SENT, Message.State.FAILED, Message.State.SENT]
    assert len(handler.taken) == 2


def _letter(**fields):
    return Letter("a@b.example", "Hello", "recipients/mail/invitation", {
        "organization": "Plant", "days": 30, "languages": ("en",)
    }, fields={"first_name": "", "last_name": "", "username": "", "url": ""} | fields)  # fmt: skip


def test_a_value_that_looks_like_a_placeholder_mark_is_unchanged():
    strange = "\ue000t1\ue001 %(x)s {{ y }}"
    letter = _letter(first_name=strange)
    assert f"Dear {strange} ," in CompiledLetter(letter).text(letter)


@pytest.mark.parametrize("value", ["two\nlines", "x" * 990])
def test_a_compiled_letter_refuses_a_value_that_needs_ordinary_rendering(value):
    letter = _letter(first_name=value)
    with pytest.raises(CannotFill):
        CompiledLetter(letter).text(letter)


def test_letters_of_one_kind_are_compiled_once_and_few_are_kept():
    cache = LetterCache()
    first = cache.compiled(_letter(first_name="Ada"))
    assert cache.compiled(_letter(first_name="Bo")) is first
    other = _letter()
    for number in range(LetterCache.KEEP + 5):
        cache.compiled(
            Letter(other.to, str(number), other.template, other.context, fields=other.fields)
        )
    assert len(cache._compiled) == LetterCache.KEEP


@pytest.mark.parametrize(
    ("address", "on_the_wire"),
    [
        ("ada@people.example", "ada@people.example"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("o,neil@people.example", '"o,neil"@people.example'),
    ],
)
def test_an_address_is_written_as_mail_servers_accept_it(address, on_the_wire):
    assert envelope_address(address) == on_the_wire


@pytest.mark.parametrize(
    "address", ["", "nobody", "a b@c.example", "a@b.example\r\nRCPT", "<a@b.c>"]
)
def test_an_invalid_address_never_reaches_a_mail_server(address):
    with pytest.raises(ValueError, match=r".*"):
        envelope_address(address)
