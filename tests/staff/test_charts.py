"""The bars and lines of a chart stand out from the page (WCAG 2.2, 1.4.11)."""

import re
from pathlib import Path

import pytest

import cvms

SCRIPT = Path(cvms.__file__).parent / "staff/static/staff/charts.js"
COLORS = re.findall(r'"#([0-9a-f]{6})"', SCRIPT.read_text("utf-8"))
WHITE = "ffffff"
LEAST = 3  # to 1, for graphics


def _contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it, "contrast ratio": 1 for the same color to 21 for black on white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_contrast_is_measured_as_wcag_does():
    assert _contrast("000000", WHITE) == pytest.approx(21)
    assert _contrast("767676", WHITE) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("color", COLORS)
def test_the_colors_of_charts_stand_out_from_the_page(color):
    assert _contrast(color, WHITE) >= LEAST


def test_a_chart_has_a_color_for_each_of_its_series():
    assert len(COLORS) == len(set(COLORS)) == 6
