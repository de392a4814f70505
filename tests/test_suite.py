"""`make test` runs its steps in order, says which failed, and leaves nothing running."""

import sys

import pytest

from tests import suite


def saying(words, status=0):
    return [sys.executable, "-c", f"import sys; print({words!r}); sys.exit({status})"]


WAITING = [sys.executable, "-c", "print('waits', flush=True); input()"]


@pytest.fixture
def together(monkeypatch):
    monkeypatch.setattr(suite, "TOGETHER", {"one": "three"})


def test_a_step_that_began_earlier_is_shown_in_its_turn(together, capfd):
    steps = {"one": saying("first"), "two": saying("second"), "three": saying("third")}

    assert suite.run(steps) == 0

    shown = capfd.readouterr().out
    places = [shown.index(words) for words in ("first", "== two", "second", "== three", "third")]
    assert places == sorted(places)


def test_the_first_step_that_fails_ends_it_with_its_status_and_name(together, capfd):
    steps = {"one": saying("first", 3), "two": saying("second"), "three": WAITING}

    assert suite.run(steps) == 3

    shown = capfd.readouterr().out
    assert "== one failed; run it alone with:" in shown
    assert "second" not in shown


def test_a_step_that_began_earlier_can_fail_too(together, capfd):
    steps = {"one": saying("first"), "two": saying("second"), "three": saying("third", 1)}

    assert suite.run(steps) == 1

    assert "== three failed" in capfd.readouterr().out
