"""The command `cvms reseal_second_factors`, for a sealing key that was replaced or lost."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from cvms.accounts.second_factor.actions import reseal


class Command(BaseCommand):
    help = "Seals the secrets of second factors with the first key of the settings."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--remove-unreadable",
            action="store_true",
            help="remove those that no key opens; their owners sign in with the password alone",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        done = reseal(remove_unreadable=options["remove_unreadable"])
        what = "removed" if options["remove_unreadable"] else "left as they are"
        self.stdout.write(
            f"{done.renewed} sealed with the first key; {done.unreadable} unreadable, {what}."
        )
