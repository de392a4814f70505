"""The command `cvms doctor`: examine an installation."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cvms.it_admin.doctor import examine


class Command(BaseCommand):
    """Exit with 0 if all is well, and with 1 if something has to be fixed."""

    help = "Look the installation over: database, workers, mail server, addresses, files"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one object, for monitoring")

    def handle(self, *_args: Any, **options: Any) -> None:
        findings = examine()
        well = all(finding.well for finding in findings)
        if options["json"]:
            report = {"well": well, "findings": [finding.as_json() for finding in findings]}
            self.stdout.write(json.dumps(report))
        else:
            for finding in findings:
                self.stdout.write(f"{finding.name:14}{'well' if finding.well else finding.advice}")
        sys.exit(0 if well else 1)
