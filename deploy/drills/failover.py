"""A drill: the primary is killed during uploads, registrations and mail; its standby takes over.

Run it as `.venv/bin/python deploy/drills/failover.py --rounds 10`. Each round kills the primary's
processes at once, promotes the synchronous standby as a supervisor would, and checks the result:
every acknowledged file is loaded once, every acknowledged registration is there once, every
letter was sent, and pages said what to do in the meantime.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import people
import portal
import registering
from clusters import Cluster
from portal import MailServer, Uploader, until
from registering import Registrants

BEFORE, AFTER = 12, 8  # files that are acknowledged before the primary dies, and after
REGISTERED = 3  # people whose registration is acknowledged before, and as many after
DATABASE = "cvms"


def main() -> int:
    """Print one line for each round, and the figures of all as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--port", type=int, default=19600, help="the first of five free ports")
    parser.add_argument(
        "--away", type=float, default=0, help="seconds until the standby is promoted"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cvms-drill-") as folder:
        Path(folder).chmod(0o755)
        drill = Drill(Path(folder), asked.port, asked.away)
        try:
            found = drill.run(asked.rounds)
        finally:
            drill.end()
    print(json.dumps(found))
    return 0


class Drill:
    """Two clusters that take turns as primary, and the product, which finds the primary."""

    def __init__(self, folder: Path, port: int, away: float) -> None:
        self.folder, self.port, self.away = folder, port, away
        self.clusters = [Cluster(folder / "a", port + 1), Cluster(folder / "b", port + 2)]
        self.mail = MailServer(port + 3)

    def run(self, rounds: int) -> list[dict[str, float]]:
        primary, standby = self.clusters
        primary.make()
        primary.start()
        primary.ask(f"CREATE DATABASE {DATABASE}")
        hosts = f"host=127.0.0.1,127.0.0.1 port={primary.port},{standby.port}"
        database = f"{hosts} user=postgres dbname={DATABASE} target_session_attrs=read-write"
        env = portal.environment(self.folder, database, self.port, self.port + 3)
        portal.prepare(env)
        found = []
        with portal.running(env, self.port, self.folder / "log"):
            for number in range(1, rounds + 1):
                primary, standby = self.clusters
                self._follow(primary, standby)
                found.append(self._round(number, primary, standby))
                print(f"round {number} holds: {found[-1]}", flush=True)
                self.clusters.reverse()
        return found

    def _follow(self, primary: Cluster, standby: Cluster) -> None:
        """Make the standby, and make every commit of the primary wait for it."""
        standby.copy(primary, "-R")
        standby.configure()
        standby.start()
        primary.configure(standbys="*")
        primary.ask("SELECT pg_reload_conf()")
        sync = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
        until(lambda: bool(primary.ask(sync)))

    def _round(self, number: int, primary: Cluster, standby: Cluster) -> dict[str, float]:
        uploader = Uploader(self.port, people.contact(number), people.PASSWORD, f"round{number}")
        registrants = Registrants(self.port, number)
        at_it = (uploader, registrants)
        bytes_before = portal.logged(self.folder / "log")
        for one in at_it:
            one.start()
        until(lambda: _since(uploader, 0) >= BEFORE and _since(registrants, 0) >= REGISTERED)
        killed = time.monotonic()
        primary.kill()
        time.sleep(self.away)
        standby.promote()
        promoted = time.monotonic()
        until(
            lambda: (
                _since(uploader, promoted) >= AFTER and _since(registrants, promoted) >= REGISTERED
            )
        )
        for one in at_it:
            one.stop()
        back = next(at for at, _key in uploader.acknowledged if at > promoted)
        until(_at_rest, seconds=240)
        doubled = _check(number, uploader, registrants, self.mail)
        return {
            "promoted_s": round(promoted - killed, 1),
            "outage_s": round(back - killed, 1),
            "acknowledged": len(uploader.acknowledged),
            "registered": len(registrants.acknowledged),
            "answered_503": sum(one.refused[503] for one in at_it),
            "letters_doubled": doubled,
            "log_bytes": portal.logged(self.folder / "log") - bytes_before,
        }

    def end(self) -> None:
        for cluster in self.clusters:
            cluster.stop()
        self.mail.stop()


def _since(one: Uploader | Registrants, moment: float) -> int:
    """Return how much was acknowledged after that moment; raise SystemExit for a broken page."""
    people.hold(not one.worst, f"no page answers with this: {one.worst}")
    return sum(at > moment for at, _what in one.acknowledged)


def _at_rest() -> bool:
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT NOT EXISTS (SELECT 1 FROM uploads_upload WHERE state <> 'loaded') AND NOT"
                " EXISTS (SELECT 1 FROM mail_message WHERE state IN ('queued', 'sending'))"
            )
            return cursor.fetchone()[0]
    except DatabaseError:
        connection.close()
        return False


def _check(number: int, uploader: Uploader, registrants: Registrants, mail: MailServer) -> int:
    """Raise SystemExit if anything acknowledged is lost or doubled; return letters sent twice."""
    from cvms.mail.hold import why_held
    from cvms.mail.models import Message
    from cvms.recipients.models import Recipient
    from cvms.uploads.models import Upload

    registering.check(registrants.numbers, [who for _at, who in registrants.acknowledged])
    for _at, key in uploader.acknowledged:
        people.hold(
            Upload.objects.filter(key=key, loaded=uploader.ROWS).count() == 1, "a file is lost"
        )
    loaded = Recipient.objects.filter(email__endswith=f"@round{number}.example")
    files = Upload.objects.filter(uploaded_by__email=people.address(number)).count()
    people.hold(loaded.count() == files * uploader.ROWS, "people are lost or doubled")
    # An invitation is dropped if the person already set a password, as these registrants did.
    letters = Message.objects.filter(kind__in=("upload_report", "recipient_invitation"))
    letters = letters.exclude(kind="recipient_invitation", about__in=registrants.numbers)
    states = set(letters.values_list("state", flat=True))
    people.hold(states == {"sent"}, f"letters are {states}")
    tokens = {token.hex for token in letters.values_list("token", flat=True)}
    people.hold(tokens <= set(mail.taken), "a letter is called sent and was never taken")
    people.hold(why_held() is None, "mail is held after a failover")
    doubled = sum(count - 1 for count in mail.taken.values())
    mail.taken = type(mail.taken)(dict.fromkeys(mail.taken, 1))
    return doubled


if __name__ == "__main__":
    sys.exit(main())
