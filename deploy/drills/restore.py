"""A drill: the only server is lost during uploads, and a new one is made from its backup.

Run it as `.venv/bin/python deploy/drills/restore.py`. `pg_receivewal` writes the archive, and every
commit of the primary waits for it, so that everything acknowledged comes back: files, second
factors, links. The restored copy is started with CVMS_MAIL_HOLD=1 and sends nothing.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import people
import portal
from clusters import Cluster, owner, programs
from portal import Browser, MailServer, Uploader, until

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = 10  # uploads that are acknowledged before the server is lost
NAME = "archive"  # the receiver's name, which the primary waits for


def main() -> int:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=19650, help="the first of four free ports")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cvms-drill-") as folder:
        Path(folder).chmod(0o755)
        print(json.dumps(_drill(Path(folder), asked.port)))
    return 0


def _drill(folder: Path, port: int) -> dict[str, float]:
    lost, copy = Cluster(folder / "lost", port + 1), Cluster(folder / "copy", port + 2)
    archive, mail = folder / "archive", MailServer(port + 3)
    archive.mkdir()
    if user := owner():
        shutil.chown(archive, user, user)
    lost.make()
    lost.start()
    lost.ask("CREATE DATABASE cvms")
    try:
        env = portal.environment(folder, f"{lost.address} dbname=cvms", port, port + 3)
        portal.prepare(env)
        with _archiving(lost, archive), portal.running(env, port, folder / "log"):
            copy.copy(lost)  # the base backup, while everything runs
            uploader = Uploader(port, people.contact(1), people.PASSWORD, "drill")
            uploader.start()
            kept = people.Kept()
            until(lambda: len(uploader.acknowledged) >= FILES)
            lost.kill()
            uploader.stop()
        sent = sum(mail.taken.values())
        started = time.monotonic()
        _restore(copy, archive)
        restored = time.monotonic() - started
        held = env | {"DATABASE_URL": f"{copy.address} dbname=cvms", "CVMS_MAIL_HOLD": "1"}
        people.look_at(held["DATABASE_URL"])
        with portal.running(held, port, folder / "copy-log"):
            kept.check(Browser(port))
            until(lambda: people.all_loaded(uploader))
            people.hold(sum(mail.taken.values()) == sent, "the copy has sent letters")
        acknowledged = len(uploader.acknowledged)
        return {"acknowledged": acknowledged, "lost": 0, "restore_s": round(restored, 1)}
    finally:
        lost.stop()
        copy.stop()
        mail.stop()


@contextmanager
def _archiving(cluster: Cluster, archive: Path) -> "Iterator[None]":
    """Make every commit wait until the archive has it."""
    words = ["-D", archive, "-d", f"{cluster.address} application_name={NAME}", "--synchronous"]
    command = [programs() / "pg_receivewal", *words]
    receiver = subprocess.Popen(command, user=owner(), cwd="/", stderr=subprocess.DEVNULL)
    try:
        until(lambda: bool(cluster.ask("SELECT 1 FROM pg_stat_replication")))
        cluster.configure(standbys=NAME)
        cluster.ask("SELECT pg_reload_conf()")
        sync = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
        until(lambda: bool(cluster.ask(sync)))
        yield
    finally:
        receiver.terminate()
        receiver.wait()


def _restore(copy: Cluster, archive: Path) -> None:
    """Restore the base backup and every later commit that the archive has."""
    for partial in archive.glob("*.partial"):  # the last segment, which was being written
        partial.rename(partial.with_suffix(""))
    copy.configure(
        more=f"restore_command = 'cp {archive}/%f %p'\nrecovery_target_action = promote\n"
    )
    (copy.folder / "recovery.signal").touch()
    copy.start()
    until(lambda: copy.ask("SELECT pg_is_in_recovery()") == [(False,)])


if __name__ == "__main__":
    sys.exit(main())
