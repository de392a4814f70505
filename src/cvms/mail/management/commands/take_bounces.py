"""The command `cvms take_bounces --maildir DIR`, for returned mail that is put into a folder."""

import mailbox
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cvms.mail.handing_in import hand_in, or_try_later


class Command(BaseCommand):
    """Exit with 0 if all messages were taken, with 75 (EX_TEMPFAIL) if some are left for later."""

    help = "Takes every returned message of a Maildir and removes each once it is taken."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--maildir", required=True, help="the folder, with new/ and cur/ in it")

    def handle(self, *_args: Any, **options: Any) -> None:
        folder = mailbox.Maildir(options["maildir"], factory=None, create=False)
        taken = 0
        with or_try_later(self.stderr):
            for key in folder.keys():  # noqa: SIM118 -- a mailbox iterates over messages
                raw = folder.get_bytes(key)
                recipient = folder.get_message(key).get("Delivered-To", "")
                hand_in(raw, envelope_recipient=str(recipient))
                folder.discard(key)
                taken += 1
        self.stdout.write(f"{taken} taken.")
