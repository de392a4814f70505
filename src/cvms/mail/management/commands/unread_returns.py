"""The command `cvms unread_returns`: count or write returned mail that was not understood."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from cvms.mail.models import UnreadReturn


class Command(BaseCommand):
    """For state IT: such mail may be a person's question, or a report in an unknown format."""

    help = "Counts the returned messages that were not understood; writes them with --write."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", metavar="DIR", help="write each there, as NUMBER.eml")

    def handle(self, *_args: Any, **options: Any) -> None:
        self.stdout.write(f"{UnreadReturn.objects.count()} kept.")
        if options["write"]:
            folder = Path(options["write"])
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for one in UnreadReturn.objects.order_by("pk").iterator(chunk_size=50):
                (folder / f"{one.pk}.eml").write_bytes(bytes(one.content))
