"""The shipped configuration, in a real Postfix that hands returned mail to the product."""

import os
import shutil
import smtplib
import subprocess
from pathlib import Path

import pytest
from django.db import connection

from cvms.local import ports
from cvms.mail.handing_in import hand_in
from cvms.mail.models import Message
from tests import make
from tests.chaos.waiting import until

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "deploy/postfix"
SAMPLE = ROOT / "tests/mail/returned/postfix-user-unknown.eml"
TOKEN = b"0123456789abcdef0123456789abcdef"  # as the sample has it
USER = "nobody"
pytestmark = [
    pytest.mark.chaos,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not shutil.which("postfix") or os.geteuid() != 0, reason="needs Postfix, and to be root"
    ),
]
OWN = """
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/lib
maillog_file = /var/log/cvms-test-postfix.log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.dhhs.example
mydestination =
alias_maps =
local_recipient_maps =
smtpd_relay_restrictions = reject_unauth_destination
minimal_backoff_time = 3s
maximal_backoff_time = 3s
queue_run_delay = 3s
"""


STANDS_IN = """#!/bin/sh
echo "$@" > {folder}/taken/words
cat > {folder}/taken/message
status=$(cat {folder}/status)
[ "$status" = 0 ] && touch {folder}/taken/whole
exit "$status"
"""


@pytest.fixture
def program(open_folder):
    """Stands where `cvms` does, for a user who may not read this machine's Python: it keeps what it
    is given, and ends with the status that a file says."""
    file = open_folder / "cvms"
    (open_folder / "taken").mkdir(mode=0o777)
    (open_folder / "taken").chmod(0o777)
    (open_folder / "status").write_text(str(os.EX_TEMPFAIL))
    file.write_text(STANDS_IN.format(folder=open_folder))
    file.chmod(0o755)
    return file


@pytest.fixture
def postfix(open_folder, program):
    """The port of a Postfix with the shipped configuration."""
    held = ports.hold(18600)
    held.release()
    for name, owner in (("etc", None), ("spool", None), ("lib", "postfix")):
        (open_folder / name).mkdir()
        if owner:
            shutil.chown(open_folder / name, owner)
    main = OWN.format(folder=open_folder) + (SHIPPED / "main.cf").read_text()
    (open_folder / "etc/main.cf").write_text(main)
    lines = Path("/usr/share/postfix/master.cf.dist").read_text().splitlines()
    usual = [line for line in lines if line.split()[7:8] != ["pipe"] and not line.startswith(" ")]
    master = "\n".join(line.replace(" y  ", " n  ") for line in usual)
    master = master.replace("smtp      inet", f"127.0.0.1:{held.port} inet", 1)
    shipped = (SHIPPED / "master.cf").read_text()
    for theirs, ours in {
        "user=cvms:cvms": f"user={USER}",
        "/opt/cvms/.venv/bin/cvms": str(program),
    }.items():
        assert theirs in shipped
        shipped = shipped.replace(theirs, ours)
    (open_folder / "etc/master.cf").write_text(f"{master}\n{shipped}")
    command = ["postfix", "-c", str(open_folder / "etc")]
    subprocess.run([*command, "start"], check=True)
    until(lambda: ports.answers(held.port))
    yield held.port
    subprocess.run([*command, "stop"], check=True)


def bring_back(port, recipient):
    raw = SAMPLE.read_bytes().replace(TOKEN, b"f" * 32)  # the recipient alone names the letter
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.sendmail("", [recipient], raw)


def test_a_bounce_waits_while_the_product_is_down_and_then_marks_its_letter(
    postfix, program, organization
):
    # Given a letter that was sent, and a product that says to come again
    make.loaded(organization, *make.people(1))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mail_message SET state = 'sent', sent_at = now()")
    letter = Message.objects.get(kind="recipient_invitation")
    folder = program.parent

    # When its bounce comes back, Postfix keeps it, and hands it in once it is taken
    bring_back(postfix, f"cvms+{letter.token.hex}@bounces.dhhs.example")
    until(lambda: any(one.is_file() for one in (folder / "spool/deferred").rglob("*")))
    (folder / "status").write_text("0")
    until((folder / "taken/whole").exists)

    # Then what it was handed names the letter to the product
    words = (folder / "taken/words").read_text().split()
    assert words[:3] == ["--env", "/etc/cvms/environment", "take_bounce"]
    raw = (folder / "taken/message").read_bytes()
    hand_in(raw, envelope_recipient=words[words.index("--recipient") + 1])
    assert Message.objects.get(pk=letter.pk).state == Message.State.BOUNCED

    # And nobody else is written to there
    for other in ("someone@bounces.dhhs.example", "cvms@elsewhere.example"):
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            bring_back(postfix, other)
