"""What pages fetch is built from what they use: styles, icons, scripts; and it is small."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ROOT / "src" / "cvms"
BUILT = ROOT / "node_modules" / ".cvms"
TEMPLATES = {
    path.as_posix().rpartition("/templates/")[2]: path
    for path in ROOMS.rglob("templates/**/*.html")
}
INCLUDED = re.compile(r'{% include "([^"]+)"')
PARTS_OF = {  # components whose styles another component's file has
    "current": "nav",
    "footer": "footer",
    "logo": "header",
    "menu-btn": "header",
    "nav-link": "nav",
    "navbar": "header",
    "overlay": "header",
}


def _source(name: str) -> str:
    """A template and everything that it includes."""
    text = TEMPLATES[name].read_text()
    return text + "".join(_source(part) for part in INCLUDED.findall(text) if part in TEMPLATES)


def _components() -> set[str]:
    """The USWDS components that templates name by their classes."""
    text = "".join(path.read_text() for path in TEMPLATES.values())
    text += (ROOMS / "ui" / "forms.py").read_text()
    blocks = set(re.findall(r"usa-([a-z]+(?:-[a-z]+)*)", text))
    return {PARTS_OF.get(block, block) for block in blocks}


def test_every_component_that_a_template_uses_has_its_styles() -> None:
    css = (BUILT / "site" / "site.css").read_text()

    missing = {name for name in _components() if f".usa-{name}" not in css}

    assert missing == set()


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_page_that_asks_for_parts_has_the_script_for_it(name: str) -> None:
    text = _source(name)
    if "{% extends" in TEMPLATES[name].read_text() and re.search(r"\bhx-(get|post)=", text):
        assert "ui/parts/htmx.html" in text


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    named = {
        name
        for path in TEMPLATES.values()
        for name in re.findall(r'{%\s*icon\s+"(\w+)"', path.read_text())
    }
    sprite = (BUILT / "site" / "icons.svg").read_text()

    assert set(re.findall(r'<symbol id="(\w+)"', sprite)) == named


@pytest.mark.django_db
def test_a_page_of_the_portal_fetches_one_style_sheet_and_one_script(client: Client) -> None:
    page = client.get("/portal/sign-in/").content.decode()

    assert len(re.findall(r'<link rel="stylesheet"', page)) == 1
    assert len(re.findall(r"<script\b", page)) == 1


def test_a_color_that_recurs_has_a_name() -> None:
    sheets = [*ROOMS.glob("*/static/**/*.css"), *(ROOMS / "ui" / "assets").glob("*.css")]
    colors = Counter(
        color.lower()
        for sheet in sheets
        for color in re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text())
    )

    assert [color for color, times in colors.items() if times > 1] == []
