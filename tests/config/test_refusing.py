"""Settings with which nothing starts, and what is said instead."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from cvms.config.database import database
from tests.processes import PYTHONPATH, database_url

CVMS = Path(sys.executable).parent / "cvms"
KEYWORDS = (
    "host=one.test,two.test port=5432,5433 dbname=state user=cvms password=p@ss"
    " target_session_attrs=read-write"
)
STRONG = "".join(map(chr, range(40, 100)))


def said_by(*words, **given):
    """The status and what a command writes with these settings."""
    own = {"SECRET_KEY": STRONG, "CVMS_BASE_URL": "https://cvms.example"}
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": PYTHONPATH} | own | given
    run = subprocess.run([CVMS, *words], env=env, capture_output=True, text=True, check=False)
    return run.returncode, run.stderr


@pytest.mark.parametrize(
    ("command", "given"),
    [
        ("migrate", {"SECRET_KEY": "x"}),
        ("procrastinate", {"SECRET_KEY": "changeme" * 10}),
        ("serve", {"SECRET_KEY_FALLBACKS": "changeme"}),
        ("help", {"CVMS_SEALING_KEYS": f"{STRONG},short"}),
    ],
)
def test_a_key_that_can_be_guessed_is_refused_and_not_shown(command, given):
    status, said = said_by(command, **given)

    assert status == 1
    assert "is too easy to guess: each needs at least 50 random characters" in said
    assert "changeme" not in said
    assert "Traceback" not in said


def test_a_demonstration_may_have_any_key_but_not_over_https():
    weak = {"SECRET_KEY": "x", "CVMS_DEMONSTRATION": "1", "CVMS_REQUIRE_MFA": "nobody"}

    assert said_by("help", CVMS_BASE_URL="http://localhost:8000", **weak)[0] == 0
    assert said_by("help", **weak)[0] == 1


def test_that_nobody_needs_a_second_factor_has_to_be_written_down():
    status, said = said_by("help", CVMS_REQUIRE_MFA="")
    assert status == 1
    assert "CVMS_REQUIRE_MFA is empty: then a stolen password is enough" in said

    assert said_by("help", CVMS_REQUIRE_MFA="nobody")[0] == 0
    assert said_by("help", CVMS_REQUIRE_MFA="staff,provider")[0] == 0
    assert said_by("help", CVMS_REQUIRE_MFA="staf")[0] == 1


def test_an_address_of_a_database_that_is_none_is_said_without_showing_it():
    status, said = said_by("migrate", DATABASE_URL="mysql//user:hunter2@host")

    assert status == 1
    assert "DATABASE_URL is not understood" in said
    assert "hunter2" not in said


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://cvms:p%40ss@one.test:5432,two.test:5433/state?target_session_attrs=read-write",
        KEYWORDS,
    ],
)
def test_several_hosts_are_taken_in_both_notations(address):
    made = database(address, lock_seconds=30, idle_seconds=120)

    assert made["HOST"] == "one.test,two.test"
    assert made["PORT"] == "5432,5433"
    assert (made["NAME"], made["USER"], made["PASSWORD"]) == ("state", "cvms", "p@ss")
    assert made["OPTIONS"]["target_session_attrs"] == "read-write"


def test_each_side_notices_that_the_other_is_gone_and_the_address_may_say_otherwise():
    options = database(
        "postgresql://db/cvms?connect_timeout=9&options=-c%20lock_timeout%3D1s",
        lock_seconds=30,
        idle_seconds=120,
    )["OPTIONS"]

    assert (options["keepalives_idle"], options["tcp_user_timeout"]) == (30, 60_000)
    assert options["connect_timeout"] == "9"
    assert "-c tcp_keepalives_idle=30 " in options["options"]
    assert options["options"].endswith("-c lock_timeout=1s")


@pytest.mark.parametrize("words", [["system_check"], ["system_check", "--deploy"]])
@pytest.mark.django_db
def test_djangos_own_check_is_clean(words):
    status, said = said_by(
        *words,
        "--fail-level=WARNING",
        DATABASE_URL=database_url(),
        ALLOWED_HOSTS="cvms.example",
        CVMS_TRUST_PROXY="1",
    )

    assert said.strip() in ("", "System check identified no issues (0 silenced).")
    assert status == 0


@pytest.mark.django_db
def test_the_limits_reach_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("30s",)
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("2min",)
        cursor.execute("SHOW max_parallel_workers_per_gather")
        assert cursor.fetchone() == ("0",)
