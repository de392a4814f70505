"""The command `cvms take_bounces --maildir DIR`, for returned mail that is put into a folder."""

import mailbox
import os
import sys
from argparse import ArgumentParser
from email.parser import BytesHeaderParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError

from cvms.mail.handing_in import HeldError, hand_in, or_try_later


class Command(BaseCommand):
    """Exit with 0 if all messages were taken, with 75 (EX_TEMPFAIL) if some are left for later."""

    help = "Takes every returned message of a Maildir and removes each once it is taken."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--maildir", required=True, help="the folder, with new/ and cur/ in it")

    def handle(self, *_args: Any, **options: Any) -> None:
        folder = mailbox.Maildir(options["maildir"], factory=None, create=False)
        keys = folder.keys()
        with or_try_later(self.stderr):
            taken = sum(self._is_taken(folder, key) for key in keys)
        self.stdout.write(f"{taken} taken.")
        if taken < len(keys):
            sys.exit(os.EX_TEMPFAIL)

    def _is_taken(self, folder: mailbox.Maildir, key: str) -> bool:
        """Take one message; if that fails, leave it there, since no message may stop the others.

        Raises what would happen to each of them: HeldError, or that the database is away.
        """
        try:
            raw = folder.get_bytes(key)
            recipient = BytesHeaderParser().parsebytes(raw).get("Delivered-To", "")
            hand_in(raw, envelope_recipient=str(recipient))
            folder.discard(key)
        except (HeldError, OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001 -- anybody can write one
            self.stderr.write(f"{key} is left for later: {type(error).__name__}")
            return False
        return True
