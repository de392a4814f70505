"""`make test` runs its steps in order, says which failed, and leaves nothing running."""

import os
import sys

import pytest

from tests import suite


def saying(words, status=0):
    return [sys.executable, "-c", f"import sys; print({words!r}); sys.exit({status})"]


@pytest.fixture
def together(monkeypatch):
    monkeypatch.setattr(suite, "TOGETHER", {"one": "three"})


def test_a_step_that_began_earlier_is_shown_in_its_turn(together, capfd):
    steps = {"one": saying("first"), "two": saying("second"), "three": saying("third")}

    assert suite.run(steps) == 0

    shown = capfd.readouterr().out
    places = [shown.index(words) for words in ("first", "== two", "second", "== three", "third")]
    assert places == sorted(places)


# The third step says its number, and sleeps; the first fails once that is said. What a shell starts
# in the background ignores Ctrl-C, as the third step does.
SLEEPS = """
import os, pathlib, signal, sys, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
said = pathlib.Path(sys.argv[1])
said.with_suffix(".new").write_text(str(os.getpid()))
said.with_suffix(".new").rename(said)
time.sleep(600)
"""
FAILS = """
import pathlib, sys
while not pathlib.Path(sys.argv[1]).exists(): pass
sys.exit(3)
"""


def test_the_first_step_that_fails_ends_it_with_its_status_and_leaves_nothing_running(
    together, capfd, tmp_path
):
    said = tmp_path / "said"
    steps = {
        "one": [sys.executable, "-c", FAILS, said.as_posix()],
        "two": saying("second"),
        "three": [sys.executable, "-c", SLEEPS, said.as_posix()],
    }

    assert suite.run(steps) == 3

    shown = capfd.readouterr().out
    assert "== one failed; run it alone with:" in shown
    assert "second" not in shown
    with pytest.raises(ProcessLookupError):
        os.kill(int(said.read_text()), 0)


def test_a_step_that_began_earlier_can_fail_too(together, capfd):
    steps = {"one": saying("first"), "two": saying("second"), "three": saying("third", 1)}

    assert suite.run(steps) == 1

    assert "== three failed" in capfd.readouterr().out
