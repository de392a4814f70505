"""The check that no test reads a page without waiting for it."""

from pathlib import Path

import pytest

from tests.reading import faults_of

WITHOUT_WAITING = (
    'assert "Done" in page.inner_text("main")',
    'assert page.locator("h1").text_content() == "Done"',
    'assert page.get_by_text("Done").is_visible()',
    'assert not page.get_by_text("Done").is_hidden()',
    'assert page.locator("tr").count() == 2',
    "assert Recipient.objects.filter(upload=upload).count() == 2",
    "assert page, Recipient.objects.filter(upload=upload).count()",
    'assert page.evaluate("window.scrollX") == 0',
    'assert page.title() == "Done"',
    'assert page.url.endswith("/done/")',
    'text = page.inner_text("main")\nassert "Done" in text',
    'wide = page.evaluate("window.innerWidth")',
    'if page.locator("tr").count():\n    page.reload()',
    "page.wait_for_timeout(50)",
    "time.sleep(1)",
)
WAITING = (
    'expect(page.locator("main")).to_contain_text("Done")',
    "number = Recipient.objects.filter(upload=upload).count()",
    "walk.see_rows(page, Recipient.objects.filter(upload=upload), 2)",
    "page.evaluate(\"localStorage.setItem('last', '0')\")",
    "page.goto(page.url)",
)


@pytest.mark.parametrize("source", WITHOUT_WAITING)
def test_the_check_finds_what_does_not_wait(source: str, tmp_path: Path) -> None:
    assert len(faults_of(_test_file(tmp_path, source))) == 1


@pytest.mark.parametrize("source", WAITING)
def test_the_check_accepts_what_waits_and_other_queries(source: str, tmp_path: Path) -> None:
    assert faults_of(_test_file(tmp_path, source)) == []


def test_a_file_that_drives_no_browser_is_not_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "test_lists.py"
    file.write_text("assert lists.count() == 2")

    assert faults_of(file) == []


def _test_file(folder: Path, source: str) -> Path:
    file = folder / "e2e" / "test_page.py"
    file.parent.mkdir()
    file.write_text(source)
    return file
