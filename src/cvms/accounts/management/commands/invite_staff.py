"""The command `cvms invite_staff`: create the first accounts of an installation."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cvms import intake
from cvms.accounts import actions
from cvms.accounts.permissions import STAFF_ROLES, Role


class Command(BaseCommand):
    help = "Makes an account in the Staff Console and emails its owner a link to set a password."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("first_name")
        parser.add_argument("last_name")
        parser.add_argument(
            "--role",
            action="append",
            choices=[role.value for role in STAFF_ROLES],
            help="may be given several times (default: state_staff)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        names = {name: options[name] for name in ("email", "first_name", "last_name")}
        wrong = intake.check_person(names["first_name"], names["last_name"], names["email"]).errors
        if wrong:
            raise CommandError(intake.reasons(wrong) + ".")
        try:
            actions.invite_staff(**names, roles=options["role"] or [Role.STATE_STAFF.value])
        except actions.AccountExists:
            raise CommandError("This person has an account in the Staff Console already.") from None
        self.stdout.write(f"A link to set a password is on its way to {names['email']}.")
