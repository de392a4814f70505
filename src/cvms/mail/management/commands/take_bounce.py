"""The command `cvms take_bounce`, to which a mail server pipes a returned message."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cvms.mail.handing_in import hand_in, or_try_later

_LONGEST = 2**25  # bytes that are read of one message; mail servers rarely accept as many


class Command(BaseCommand):
    """Exit with 0 if the message was taken, with 75 (EX_TEMPFAIL) if it must be handed in again."""

    help = "Reads one returned message from standard input and marks the message that came back."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--recipient",
            default=os.environ.get("ORIGINAL_RECIPIENT", ""),
            help="the address that it came to; Postfix sets ORIGINAL_RECIPIENT",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        raw = sys.stdin.buffer.read(_LONGEST)
        while sys.stdin.buffer.read(_LONGEST):  # read all, or the mail server gets a broken pipe
            continue
        with or_try_later(self.stderr):
            self.stdout.write(hand_in(raw, envelope_recipient=options["recipient"]))
