"""`cvms backup` writes one whole file or none, and pg_restore brings everything back from it."""

import stat
import subprocess

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cvms.it_admin import backing_up
from cvms.recipients.models import Recipient
from tests import make
from tests.deploy import copies

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_backup_restores_everything(organization, tmp_path, capsys):
    make.loaded(organization, *make.people(20))
    file = tmp_path / "cvms.dump"

    call_command("backup", str(file))

    assert f"{file.stat().st_size:,} bytes" in capsys.readouterr().out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with copies.empty() as copy:
        words = [copies.BIN / "pg_restore", "--no-owner", "-d", copies.address(copy), file]
        subprocess.run(words, check=True)
        with copies.inside(copy):
            assert Recipient.objects.count() == 20


def test_a_backup_never_replaces_a_file(tmp_path):
    (tmp_path / "old").write_text("kept")

    with pytest.raises(CommandError, match="name a new file"):
        call_command("backup", str(tmp_path / "old"))

    assert (tmp_path / "old").read_text() == "kept"


def test_a_backup_that_fails_leaves_no_file(tmp_path, monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE cvms_poor LOGIN")
    monkeypatch.setitem(connection.settings_dict, "USER", "cvms_poor")
    try:
        with pytest.raises(CommandError, match=r"pg_dump failed: .*permission denied"):
            call_command("backup", str(tmp_path / "new"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP ROLE cvms_poor")

    assert list(tmp_path.iterdir()) == []


def test_two_backups_into_one_file_leave_one_whole_backup(organization, tmp_path, monkeypatch):
    make.loaded(organization, *make.people(20))
    file, dump = tmp_path / "cvms.dump", backing_up._run
    refused = []

    def dump_twice(command, stdout):
        if not refused:  # the second begins while the first is writing
            with pytest.raises(CommandError, match="another backup writes to it") as second:
                call_command("backup", str(file))
            refused.append(second)
        dump(command, stdout)

    monkeypatch.setattr(backing_up, "_run", dump_twice)
    call_command("backup", str(file))

    assert len(refused) == 1
    assert list(tmp_path.iterdir()) == [file]
    listed = [copies.BIN / "pg_restore", "--list", file]
    assert b"recipients_recipient" in subprocess.check_output(listed)


def test_a_missing_or_older_pg_dump_is_explained(tmp_path, monkeypatch):
    monkeypatch.setattr(backing_up, "_folders", lambda: iter(()))

    with pytest.raises(CommandError, match="There is no pg_dump"):
        call_command("backup", str(tmp_path / "new"))
