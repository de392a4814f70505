"""What the documentation says is so: its charts, its commands, its decision records, its links."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests import charts, make
from tests.processes import database_url

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
RECORDS = sorted((ROOT / "docs" / "adr").glob("0*.md"))
PARTS = ("Context", "Decision", "Alternatives", "Consequences")
WORDS = {"FILE": "list.csv"}  # what a page leaves for its reader to fill in
# Run as they stand, on the tests' database; the others run on and on, ask other machines, or need
# a terminal: these are asked whether they know the options that the page gives them.
RUN = {"check", "migrate", "createcachetable", "collectstatic", "invite_staff"}


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _commands(start: str) -> list[str]:
    """The commands of all pages that begin with a word, in code spans and in code blocks."""
    spans = re.compile(rf"`(?:\.venv/bin/)?({start} [^`]+)`")
    blocks = re.compile(rf"^({start} [^#\n]+)", re.MULTILINE)
    found = {
        found.strip()
        for page in PAGES
        for found in (*spans.findall(_text(page)), *blocks.findall(_text(page)))
    }
    return sorted(re.sub(r"--env \S+ ", "", command) for command in found)


def _ours(*, run: bool) -> list[str]:
    """The `cvms` commands to run as they stand, or those to ask for their options."""
    return [
        command
        for command in _commands("cvms")
        if (command.split()[1] in RUN and command != "cvms check") == run
        and command.split()[1] not in {"run", "help"}
    ]


def test_the_state_charts_are_those_of_the_code() -> None:
    assert charts.FILE.read_text(encoding="utf-8") == charts.page()


@pytest.mark.parametrize("command", _commands("make"))
def test_a_make_command_of_the_pages_has_its_target(command: str) -> None:
    words = [word for word in shlex.split(command) if re.fullmatch(r"[\w-]+(=\w*)?", word)]
    ran = subprocess.run([*words, "-n"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("command", _ours(run=True))
def test_a_command_of_the_pages_runs(command: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(make.csv(*make.people(2)))
    words = [WORDS.get(word, word) for word in shlex.split(command)[1:]]
    here = {"DATABASE_URL": database_url(), "CVMS_STATIC_ROOT": str(tmp_path / "static")}
    ran = _run(words, tmp_path, here)

    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("command", _ours(run=False))
def test_a_command_of_the_pages_knows_the_options_that_they_give_it(
    command: str, tmp_path: Path
) -> None:
    words = re.sub(r"[\[\]]", "", command).split()[1:]
    known = [word for word in words[:2] if re.fullmatch(r"[a-z][\w-]+", word)]
    helped = _run([*known, "--help"], tmp_path, {})

    assert helped.returncode == 0, helped.stderr
    for option in re.findall(r"(?<!\S)--[a-z-]+", command):
        assert option in helped.stdout


def test_every_command_of_ours_is_on_a_page() -> None:
    ours = {name for name, app in get_commands().items() if app.startswith("cvms.")}
    named = {command.split()[1].replace("-", "_") for command in _commands("cvms")}

    assert ours - named == set()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_a_decision_record_has_its_date_its_status_and_its_parts(record: Path) -> None:
    text = _text(record)

    assert re.search(r"^Date: \d{4}-\d\d-\d\d\. Status: (accepted|replaced by)", text, re.MULTILINE)
    assert [part for part in PARTS if f"**{part}.**" not in text] == []


def test_each_decision_has_a_number_of_its_own() -> None:
    numbers = [int(record.name[:4]) for record in RECORDS]

    assert len(numbers) == len(set(numbers))
    for number, record in zip(numbers, RECORDS, strict=True):
        assert _text(record).startswith(f"# {number}. ")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_to_a_page_of_ours_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", _text(page))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("listing", ["README.md", "docs/develop.md"])
def test_a_list_of_pages_names_each_page(listing: str) -> None:
    text, folder = _text(ROOT / listing), (ROOT / listing).parent
    pages = [page for page in (ROOT / "docs").glob("*.md") if page != ROOT / listing]

    assert [page.name for page in pages if f"]({page.relative_to(folder)})" not in text] == []


def test_the_list_of_decisions_names_each_with_its_title() -> None:
    listing = _text(ROOT / "docs" / "adr" / "README.md")
    titles = {record.name: _text(record).partition("\n")[0][2:] for record in RECORDS}

    assert [name for name, title in titles.items() if f"[{title}]({name})" not in listing] == []


def _run(words: list[str], folder: Path, more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "cvms.config.settings"} | more
    command = [BIN / "cvms", *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
