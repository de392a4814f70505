"""`cvms take_bounce`: what the mail server hands a returned message to."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from cvms.mail.bounces import take


class Command(BaseCommand):
    help = "Reads one returned message from standard input and marks the invitation as bounced."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        marked = take(sys.stdin.buffer.read(2**20))
        self.stdout.write("Marked as bounced." if marked else "Not about a message of ours.")
