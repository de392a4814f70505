"""The command `cvms backup`: back up the database into one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cvms.it_admin.backing_up import BackupError, back_up


class Command(BaseCommand):
    """Exit with 0 and a complete file, or with 1 and no file."""

    help = "Back the database up into FILE; pg_restore brings it back (docs/recover.md)"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            size = back_up(file)
        except (BackupError, OSError) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{file}: {size:,} bytes. Keep SECRET_KEY in another place.")
