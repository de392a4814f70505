"""The attacks of a round, and what must be true after it."""

import os
import random
import signal
import time
import urllib.request
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import InterfaceError, OperationalError, connection

from cvms.accounts.permissions import Role
from cvms.mail.models import Message
from cvms.organizations.models import Organization
from cvms.recipients.models import Recipient
from cvms.uploads.models import Upload
from tests import make
from tests.chaos import product
from tests.chaos.mailserver import MODES, MailServer
from tests.chaos.product import LEASE_SECONDS, Product
from tests.chaos.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS, BAD = 120, 3
DISRUPTIONS = 4  # of a round


def run(count: int, chance: random.Random, folder: Path, url: str) -> None:

    organization = make.organization(by=make.user(Role.STATE_STAFF))
    server, in_hand = MailServer(), Counter()
    with product.running(url, server.port) as processes:
        until(lambda: _is_well(processes.port))
        for number in range(1, count + 1):
            started = time.monotonic()
            _Round(number, chance, folder, processes, server, in_hand).run(organization)
            print(f"round {number} holds, {time.monotonic() - started:.0f} s", flush=True)
    server.stop()


class _Round:
    def __init__(
        self,
        number: int,
        chance: random.Random,
        folder: Path,
        processes: Product,
        server: MailServer,
        in_hand: Counter[str],
    ) -> None:
        self.number, self.chance, self.folder = number, chance, folder
        self.processes, self.server = processes, server
        self.in_hand = in_hand
        self.attacks: dict[str, Callable[[], None]] = {
            "worker killed": lambda: processes.send("worker", signal.SIGKILL),
            "mailer killed": self._kill_mailer,
            "web killed": lambda: processes.send("web", signal.SIGKILL),
            "mailer paused beyond its lease": self._pause_mailer,
            "a backend killed": self._kill_backend,
            "the whole database killed": self._kill_database,
        }

    def run(self, organization: Organization) -> None:
        uploads = [self._upload(organization, part) for part in range(2)]
        for name in self.chance.sample(sorted(self.attacks), DISRUPTIONS):
            self.server.mode = self.chance.choice(MODES)
            print(f"  {name}; the mail server: {self.server.mode}", flush=True)
            time.sleep(self.chance.uniform(0.5, 4))  # where in its work it hits is the chance
            self.attacks[name]()
        self.server.mode = "well"
        until(lambda: self._at_rest(uploads))
        self._check(uploads)

    def _upload(self, organization: Organization, part: int) -> int:

        people = make.people(ROWS, domain=f"r{self.number}p{part}.example")
        data = make.csv(*people, *[("C", "C", "bademail")] * BAD)
        return make.upload(organization, data, volume=Upload.Volume.HIGH).pk

    def _kill_mailer(self) -> None:
        self.processes.send("mailer", signal.SIGKILL)
        self._caught(_in_hand())

    def _pause_mailer(self) -> None:

        self.processes.send("mailer", signal.SIGSTOP)
        self._caught(_in_hand())
        time.sleep(LEASE_SECONDS + 2)
        self.processes.send("mailer", signal.SIGCONT)

    def _kill_backend(self) -> None:
        """Kill one, at random, of the backends that serve the product."""

        def kill() -> bool:
            with _Patience():
                rows = _ask(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
                    " backend_type = 'client backend' AND pid <> pg_backend_pid()"
                    " ORDER BY random() LIMIT 1"
                )
                return bool(rows)
            return False

        before = _in_hand()
        until(kill)
        self._caught(before | _in_hand())

    def _kill_database(self) -> None:
        mark = next(self.folder.glob("postgres*/postmaster.pid"))
        before = _in_hand()
        os.kill(int(mark.read_text().split("\n", 1)[0]), signal.SIGKILL)
        self._caught(before | _in_hand())

    def _caught(self, letters: set[str]) -> None:
        """A mailer held these during an attack: each may have been sent unrecorded."""
        self.in_hand.update(letters)

    def _at_rest(self, uploads: list[int]) -> bool:
        """Return whether files are loaded and no letter waits, once its time is moved up."""

        with _Patience():
            loaded = Upload.objects.filter(pk__in=uploads, state=Upload.State.LOADED)
            if loaded.count() < len(uploads):
                return False
            _ask("UPDATE mail_message SET due_at = now() WHERE state = 'queued'")
            return not Message.objects.waiting().exists() and _is_well(self.processes.port)
        return False

    def _check(self, uploads: list[int]) -> None:

        for upload in Upload.objects.filter(pk__in=uploads):
            # Every good row once, every record accounted for, one report
            assert (upload.records, upload.loaded, upload.rejected) == (ROWS + BAD, ROWS, BAD)
            assert upload.rejections.count() == BAD
            reports = Message.objects.filter(kind="upload_report", about=upload.pk)
            assert reports.count() == 1
        assert Recipient.objects.count() == self.number * 2 * ROWS
        ours = Message.objects.filter(kind__in=("upload_report", "recipient_invitation"))
        letters = ours.filter(kind="recipient_invitation")
        assert letters.count() == self.number * 2 * ROWS
        assert letters.values("about").distinct().count() == letters.count()

        # Every letter was sent or refused, and the mail server agrees
        states = dict(ours.values_list("token", "state"))
        assert set(states.values()) <= {"sent", "failed"}, set(states.values())
        sent = {token.hex for token, state in states.items() if state == "sent"}
        failed = {token.hex for token, state in states.items() if state == "failed"}
        assert sent <= set(self.server.taken), "called sent, and never taken"
        assert failed <= self.server.refused, "called failed, and never refused"
        # A letter went twice only where it was in hand at an attack, or the server did not answer
        doubles = Counter({token: count - 1 for token, count in self.server.taken.items()})
        unexplained = doubles - self.in_hand - self.server.unanswered
        assert not unexplained, f"{unexplained.total()} letters went twice, and nothing explains it"
        print(
            f"  {len(sent)} letters sent, {len(failed)} refused, {doubles.total()} twice of"
            f" {self.in_hand.total()} that attacks caught in hand and"
            f" {self.server.unanswered.total()} that were taken without an answer",
            flush=True,
        )


class _Patience(suppress):
    """Ask again over another connection while the database is down."""

    def __init__(self) -> None:

        super().__init__(InterfaceError, OperationalError)

    def __exit__(self, kind: Any, *more: Any) -> bool:
        if kind is not None:
            connection.close()
        return super().__exit__(kind, *more)


def _ask(statement: str) -> list[tuple]:

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def _in_hand() -> set[str]:
    """Return whether files are loaded and no letter waits, after moving their times up."""
    found: list[tuple] = []

    def look() -> bool:
        with _Patience():
            found[:] = _ask("SELECT token FROM mail_message WHERE state = 'sending'")
            return True
        return False

    until(look)
    return {token.hex for (token,) in found}


def _is_well(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10):
        return True
    return False
