"""`cvms take_bounce`: what the mail server hands a returned message to."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cvms.mail.handing_in import hand_in, or_try_later

_LONGEST = 2**20


class Command(BaseCommand):
    """Exit with 0 once it is taken, and with 75 (EX_TEMPFAIL) to have it handed in again."""

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
        while sys.stdin.buffer.read(_LONGEST):  # or the mail server sees a broken pipe
            continue
        with or_try_later(self.stderr):
            self.stdout.write(hand_in(raw, envelope_recipient=options["recipient"]))
