"""Check one loaded page in many ways; return sentences about its faults.

axe, three widths, text of double size, wide spacing, forced colors, less motion, the keyboard.
"""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from .walk import until

HERE = Path(__file__).resolve().parent
AXE = (HERE.parents[1] / "node_modules/axe-core/axe.min.js").read_text("utf-8")
LOOK = (HERE / "look.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, PHONE, NARROW = 1280, 390, 320
LOW = 600  # a laptop's window, in which a bar at its foot covers much
LONGEST_WAIT = 20  # times 50 milliseconds
MOST_STOPS = 60  # of the Tab key on one page
SPACING = (  # WCAG 1.4.12
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)


def wait_until_whole(page: Page) -> None:
    """Wait for the page's own files, and for the parts that it asks for itself."""
    page.wait_for_load_state()
    expect(page.locator(".htmx-request")).to_have_count(0)


def prepare(page: Page) -> None:
    wait_until_whole(page)
    page.evaluate(LOOK)


def everything(page: Page) -> Iterator[str]:
    """Run every check once, and restore the page."""
    page.set_viewport_size({"width": WIDE, "height": LOW})
    prepare(page)
    yield from axe(page)
    page.emulate_media(reduced_motion="reduce")
    until(page, "matchMedia('(prefers-reduced-motion: reduce)').matches")
    yield from _settled(page, "look.moves()")
    yield from by_keyboard(page)
    yield from _reflow(page)
    yield from _styled(page, "html{font-size:200%!important}", "text of 200 %")
    yield from _styled(page, SPACING, "wide spacing")
    page.emulate_media(forced_colors="active")
    until(page, "matchMedia('(forced-colors: active)').matches")
    yield from _settled(page, "look.formless()")
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")


def briefly(page: Page) -> Iterator[str]:
    """Run the checks that another language affects: the narrowest screen, and room for text."""
    page.set_viewport_size({"width": NARROW, "height": LOW})
    prepare(page)
    yield from axe(page)
    yield from _reflow(page)


def fits(page: Page) -> Iterator[str]:
    """Check that all text has room, whatever its length and direction."""
    prepare(page)
    yield from _reflow(page, NARROW, WIDE)


def _reflow(page: Page, *widths: int) -> Iterator[str]:
    for width in widths or (PHONE, NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": LOW})
        yield from _fits(page, f"{width}")


def _fits(page: Page, how: str) -> Iterator[str]:
    found = _settled(page, "[...look.sideways(), ...look.cut(), ...look.overlapping()]")
    yield from (f"{how}: {fault}" for fault in found)


def _settled(page: Page, asked: str) -> list[str]:
    """Return the faults that remain once charts are redrawn and menus have closed."""
    found: list[str] = page.evaluate(asked)
    for _ in range(LONGEST_WAIT if found else 0):
        page.wait_for_timeout(50)
        found = page.evaluate(asked)
        if not found:
            break
    return found


def _styled(page: Page, css: str, how: str) -> Iterator[str]:
    sheet = "window.sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
    page.evaluate(f"css => {{ {sheet} document.adoptedStyleSheets = [sheet] }}", css)
    yield from _fits(page, how)
    page.evaluate("document.adoptedStyleSheets = []")


def axe_of_a_letter(page: Page) -> list[str]:
    """Run axe without its rules for pages: a letter has no landmarks."""
    return axe(page, TAGS[:-1])


def axe(page: Page, tags: list[str] = TAGS) -> list[str]:
    """Return what axe finds against WCAG 2.2 A and AA."""
    # `preload` would write imported style sheets into the page, which our policy forbids.
    found = page.evaluate(
        f"async tags => {{ if (!window.axe) {{ {AXE} }}"
        " return await axe.run({runOnly: tags, preload: false, resultTypes: ['violations']}) }",
        tags,
    )
    return [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def by_keyboard(page: Page) -> Iterator[str]:
    """Tab through the main part: each stop must be visible, marked and not covered."""
    page.evaluate("document.querySelector('main, #content-start')?.focus({preventScroll: true})")
    met: set[str] = set()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        found = page.evaluate("look.focused()")
        if found["where"] in met:
            return
        met.add(found["where"])
        yield from found["faults"]
