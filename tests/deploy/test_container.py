"""The compose file starts what docs/operate.md lists, by commands and settings that there are."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "deploy/container/compose.yaml").read_text())["services"]
OURS = {name: one for name, one in COMPOSE.items() if name != "database"}
FILE = (ROOT / "deploy/container/Containerfile").read_text()


@pytest.mark.parametrize("name", sorted(OURS))
def test_each_service_runs_a_command_with_options_that_exist(name):
    words = OURS[name]["command"]
    named = words[:2] if words[0] == "procrastinate" else words[:1]

    helped = subprocess.check_output(
        [Path(sys.executable).parent / "cvms", *named, "--help"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "cvms.config.settings"},
        text=True,
    )

    assert [word for word in words if word.startswith("--") and word not in helped] == []


def test_every_queue_has_its_worker_and_nothing_starts_before_the_tables():
    queues = {
        one["command"][one["command"].index("--queues") + 1]
        for one in OURS.values()
        if "--queues" in one["command"]
    }
    assert queues == {"uploads", "mail"}
    for name in ("web", "worker", "mailer"):
        assert OURS[name]["depends_on"] == {
            "cache": {"condition": "service_completed_successfully"}
        }
        assert OURS[name]["restart"] == "always"


def test_no_container_has_unneeded_rights():
    for one in OURS.values():
        assert one["read_only"]
        assert one["cap_drop"] == ["ALL"]
    assert re.search(r"^USER 10001$", FILE, re.MULTILINE)


def test_the_script_runs_the_steps_of_the_container_file():
    script = (ROOT / "deploy/container/try.sh").read_text()
    steps = ["make install", "collectstatic --noinput"]

    for step in steps:
        assert step in FILE
        assert step.replace("make ", "make -s ") in script or step in script
    assert (
        subprocess.run(["sh", "-n", ROOT / "deploy/container/try.sh"], check=False).returncode == 0
    )
