"""Letters as mail programs show them: accessible, in light and dark, with one action."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from . import looking

pytestmark = pytest.mark.e2e
FOLDER = Path(__file__).resolve().parents[1] / "mail/letters"
OF_OTHER_SCRIPTS = re.compile(r"\.(han|arabic|devanagari|composed|dots|long)\.")
LETTERS = sorted(path for path in FOLDER.glob("*.txt") if not OF_OTHER_SCRIPTS.search(path.name))
BUTTON = re.compile(r'<a href="([^"]+)" style="background[^"]*"')


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 390, "height": 844})


def _parts(letter: Path) -> tuple[str, str]:
    """Return the letter's plain text and its HTML."""
    parts = letter.read_text("utf-8").partition("=== text/plain")[2]
    plain, _, rest = parts.partition("=== text/html")
    return plain, rest.partition("\n=== ")[0]


def test_a_letter_passes_axe(page: Page) -> None:
    faults = [f"{letter.name}: {fault}" for letter in LETTERS for fault in _faults(page, letter)]
    assert faults == []


def test_a_letter_is_readable_in_light_and_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    faults = [f"{letter.name}: {fault}" for letter in LETTERS for fault in _faults(page, letter)]
    assert faults == []
    for letter in LETTERS:
        # A program that would paint it dark by itself is told that its colors are its own.
        assert '<meta name="color-scheme" content="light">' in _parts(letter)[1], letter.name


def _faults(page: Page, letter: Path) -> list[str]:
    page.set_content(_parts(letter)[1])
    return looking.axe_of_a_letter(page)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.stem)
def test_a_letter_asks_for_one_action_and_its_text_has_the_link(letter: Path) -> None:
    plain, html = _parts(letter)
    actions = set(BUTTON.findall(html))
    assert len(actions) <= 1
    for address in actions:
        assert address.replace("&amp;", "&") in plain
    assert not re.search(r"</?(p|a|br|div|strong|td)\b|&(amp|lt|nbsp|#x?\w+);|\n{4}", plain)
