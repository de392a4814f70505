"""How quickly invitations are sent, from the database to the mail server.

In the same run, a loop of smtplib sends prepared bytes over one connection, and django-post-office
sends as many prepared messages. The mail server accepts everything at once.
"""

import logging
import os
import resource
import smtplib
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from bench.database import database, server
from bench.figures import Figure, at_least, at_most, measures
from bench.sizes import scaled
from bench.timing import seconds

PEOPLE = scaled(3_000, least=500)
PATIENT = scaled(6_000, least=1_000)  # messages to a slow server
MANY = scaled(100_000, least=5_000)
TRIES = 3
DELAY = 0.05  # seconds before a slow mail server answers a command


@measures(
    "invitations_vs_smtplib",
    "invitations_vs_post_office",
    "invitations_slow_server_per_s",
    "invitations_two_mailers",
    "invitations_late_vs_early",
    "invitations_memory_growth_mb",
)
def measure() -> Iterator[Figure]:
    """Send the same invitations in each way; use the median of some tries."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.mail_settings"
    with server(), database("bench_mail"):
        organization = _organization()
        yield from _beside_others(organization)
        yield from _slow_server(organization)
        yield from _many(organization)


def _beside_others(organization: Any) -> Iterator[Figure]:
    with _sink() as port:
        _use(port)
        _send(organization, 200)  # a first round, so that everything is imported and connected
        ready = _ready_bytes(organization)
        ours, bare, peer = [], [], []
        for _try in range(TRIES):
            bare.append(_bare(port, ready))
            ours.append(_send(organization, PEOPLE))
            peer.append(_post_office(ready))
    bare_ms, ours_ms, peer_ms = (
        statistics.median(times) / PEOPLE * 1000 for times in (bare, ours, peer)
    )
    print(f"a message: smtplib {bare_ms:.3f} ms, ours {ours_ms:.3f}, post-office {peer_ms:.3f}")
    yield at_most(
        1.5,
        "invitations_vs_smtplib",
        ours_ms / bare_ms,
        "times",
        beside=f"smtplib, ready bytes: {bare_ms:.3f} ms a message",
    )
    yield at_least(
        1.8,
        "invitations_vs_post_office",
        peer_ms / ours_ms,
        "times as quick",
        beside=f"django-post-office: {peer_ms:.3f} ms a message",
    )


def _slow_server(organization: Any) -> Iterator[Figure]:
    with _sink("--delay", str(DELAY)) as port:
        _use(port)
        one, two = (PATIENT / _by_mailers(count, organization, port) for count in (1, 2))
    print(f"a server that answers after {DELAY * 1000:.0f} ms: {one:.0f} a second, two {two:.0f}")
    yield at_least(
        200,
        "invitations_slow_server_per_s",
        one,
        "a second",
        beside=f"one connection: {1 / (4 * DELAY):.0f} a second",
    )
    yield at_least(
        1.7,
        "invitations_two_mailers",
        two / one,
        "times one",
        beside=f"one mailer: {one:.0f} a second, the server answering after {DELAY} s",
    )


def _many(organization: Any) -> Iterator[Figure]:
    """Send many; compare the end with the beginning, in speed and memory."""
    from cvms.mail.delivery import deliver_due  # noqa: PLC0415
    from cvms.mail.models import Message  # noqa: PLC0415

    _queue(organization, MANY)
    tenths: list[float] = [perf_counter()]
    held = [0]

    def stopping() -> bool:
        if perf_counter() - last[0] > 0.5:
            last[0] = perf_counter()
            left = Message.objects.waiting().count()
            while len(tenths) <= 10 - left * 10 // MANY and len(tenths) <= 10:
                tenths.append(perf_counter())
                held.append(_memory())
        return False

    last = [0.0]
    with _sink() as port:
        _use(port)
        deliver_due(stopping)
    while len(tenths) < 11:
        tenths.append(perf_counter())
        held.append(_memory())
    early, late = tenths[3] - tenths[1], tenths[10] - tenths[8]
    rate = MANY / (tenths[-1] - tenths[0])
    print(f"{MANY:,} invitations at {rate:.0f} a second; memory {held[1:]} MiB after each tenth")
    beside = f"tenths 2 and 3 of {MANY:,}: {MANY / 5 / early:.0f} a second"
    yield at_most(1.2, "invitations_late_vs_early", late / early, "times", beside=beside)
    yield at_most(
        20,
        "invitations_memory_growth_mb",
        held[-1] - held[2],
        "MiB",
        beside=f"after two tenths: {held[2]} MiB",
    )


@contextmanager
def _sink(*options: str) -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.sink", *options], stdout=subprocess.PIPE, text=True
    )
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


def _use(port: int) -> None:
    from django.conf import settings  # noqa: PLC0415

    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


def _organization() -> Any:
    from cvms.accounts.permissions import Role  # noqa: PLC0415
    from cvms.mail.models import Message  # noqa: PLC0415
    from tests import make  # noqa: PLC0415

    made = make.organization(by=make.user(Role.STATE_STAFF))
    Message.objects.all().delete()
    return made


def _queue(organization: Any, count: int) -> None:
    """Invite so many people as a load would; those who are there get the next invitation."""
    from django.db import connection  # noqa: PLC0415

    from bench.registered import named  # noqa: PLC0415
    from cvms.mail.actions import send  # noqa: PLC0415
    from cvms.mail.models import Message  # noqa: PLC0415
    from cvms.recipients.actions.adding import add  # noqa: PLC0415
    from cvms.recipients.invitations import KIND  # noqa: PLC0415
    from cvms.recipients.models import Recipient  # noqa: PLC0415

    there = Recipient.objects.count()
    if there < count:
        add(named(there, count - there), organization=organization.pk, upload=None, invite=False)
    Message.objects.all().delete()
    send(KIND, Recipient.objects.order_by("pk").values_list("pk", flat=True)[:count])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("VACUUM ANALYZE")


def _send(organization: Any, count: int) -> float:
    from cvms.mail.delivery import deliver_due  # noqa: PLC0415
    from cvms.mail.models import Message  # noqa: PLC0415

    _queue(organization, count)
    taken = seconds(deliver_due)
    assert Message.objects.filter(state="sent").count() == count
    return taken


def _by_mailers(count: int, organization: Any, port: int) -> float:
    """Send with that many processes, which begin together, so that their start is not timed."""
    from django.db import connection  # noqa: PLC0415

    from cvms.mail.models import Message  # noqa: PLC0415

    _queue(organization, PATIENT)
    env = os.environ | {"BENCH_DATABASE": connection.settings_dict["NAME"]}
    command = [sys.executable, "-m", "bench.mailer", str(port)]
    mailers = [
        subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _mailer in range(count)
    ]
    for mailer in mailers:
        mailer.stdout.readline()
    taken = seconds(lambda: _send_all(mailers))
    for mailer in mailers:
        mailer.communicate()
    assert Message.objects.filter(state="sent").count() == PATIENT
    return taken


def _send_all(mailers: Sequence[subprocess.Popen[str]]) -> None:
    for mailer in mailers:
        mailer.stdin.write("go\n")
        mailer.stdin.flush()
    for mailer in mailers:
        mailer.stdout.readline()


def _ready_bytes(organization: Any) -> list[bytes]:
    """Return the invitations as the bytes that would be sent."""
    from cvms.mail.models import Message  # noqa: PLC0415
    from cvms.mail.writing import Ready, Writer  # noqa: PLC0415

    _queue(organization, PEOPLE)
    written = Writer(as_bytes=True).write(list(Message.objects.all()), 0.0)
    return [made.data for _message, made in written if isinstance(made, Ready)]


def _bare(port: int, ready: list[bytes]) -> float:
    from cvms.jurisdiction.profile import JURISDICTION  # noqa: PLC0415

    connection = smtplib.SMTP("127.0.0.1", port)

    def send() -> None:
        for number, data in enumerate(ready):
            connection.sendmail(JURISDICTION.sender, [f"p{number}@people.example"], data)

    taken = seconds(send)
    connection.quit()
    return taken


def _post_office(ready: list[bytes]) -> float:
    """Send as many messages with the same text and HTML, prepared in its own table."""
    logging.getLogger("post_office").setLevel(logging.WARNING)
    from email import message_from_bytes, policy  # noqa: PLC0415

    from post_office import mail  # noqa: PLC0415
    from post_office.models import STATUS, Email  # noqa: PLC0415

    one = message_from_bytes(ready[0], policy=policy.default)
    text = one.get_body(("plain",)).get_content()
    html = one.get_body(("html",)).get_content()
    Email.objects.all().delete()
    Email.objects.bulk_create(
        Email(
            from_email=one["From"],
            to=[f"p{number}@people.example"],
            subject=str(one["Subject"]),
            message=text,
            html_message=html,
            status=STATUS.queued,
            priority=2,
        )
        for number in range(len(ready))
    )

    def send() -> None:
        while Email.objects.filter(status=STATUS.queued).exists():
            mail.send_queued(processes=1, log_level=0)

    taken = seconds(send)
    assert Email.objects.filter(status=STATUS.sent).count() == len(ready)
    return taken


def _memory() -> int:
    """Return the most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**10
