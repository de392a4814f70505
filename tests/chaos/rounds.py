"""Rounds of attacks on the real processes, and what has to hold after each.

Run as `python -m tests.chaos.rounds 3 --seed 1`, or by `make chaos ROUNDS=100`. Each round uploads
files, and meanwhile kills, stops and cuts off: worker, mailer, web, a backend of the database, the
whole database; and the mail server refuses for now or for good, hangs up, is slow or dies.
"""

import argparse
import importlib
import os
import random
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

from cvms.local import postgres


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", type=int)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked = parser.parse_args()
    print(f"{asked.rounds} rounds, seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="cvms-chaos-") as folder:
        Path(folder).chmod(0o755)
        with postgres.running(postgres.folder_of(Path(folder)), "chaos") as url:
            os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
            django.setup()
            call_command("migrate", verbosity=0)
            call_command("createcachetable")
            attacks = importlib.import_module("tests.chaos.attacks")  # models need all that
            attacks.run(asked.rounds, random.Random(asked.seed), Path(folder), url)
    return 0


if __name__ == "__main__":
    sys.exit(main())
