"""The units pass systemd's own checks, and give the processes no unneeded rights."""

import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).resolve().parents[2] / "deploy/systemd"
pytestmark = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")


@pytest.fixture
def units(tmp_path):
    """Copy the units, with a program that exists."""
    for unit in UNITS.iterdir():
        text = unit.read_text().replace("/opt/cvms/.venv/bin/cvms", shutil.which("true"))
        (tmp_path / unit.name).write_text(text)
    return tmp_path


def _analyze(*words):
    return subprocess.run(
        ["systemd-analyze", *words], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("kind", ["web@8001", "worker@1", "mailer@1"])
def test_a_unit_is_well_formed(units, kind):
    checked = _analyze("verify", "--man=no", str(units / f"cvms-{kind}.service"))

    assert [line for line in checked.stderr.splitlines() if "cvms" in line] == []


@pytest.mark.parametrize("kind", ["web@", "worker@", "mailer@"])
def test_a_unit_has_no_unneeded_rights(units, kind):
    place = str(units / f"cvms-{kind}.service")
    checked = _analyze("security", "--offline=true", "--threshold=25", place)

    assert checked.returncode == 0, checked.stdout[-300:]


def test_the_target_wants_only_units_that_exist():
    wanted = (UNITS / "cvms.target").read_text().partition("Wants=")[2].splitlines()[0].split()

    assert {name.partition("@")[0] for name in wanted} == {"cvms-web", "cvms-worker", "cvms-mailer"}
    assert all((UNITS / f"{name.partition('@')[0]}@.service").exists() for name in wanted)
