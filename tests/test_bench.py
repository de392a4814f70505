"""`make bench`: what is measured, which of it ONLY chooses, and what is kept of it."""

import importlib
import json
from pathlib import Path

import pytest

from bench import MEASUREMENTS, __main__, results
from bench.figures import REGISTERED, Measurement, at_least, at_most

FAST = at_most(2, "fast", 1.5, "times", beside="bare: 1 ms")
SLOW = at_least(200, "slow", 180, "a second", beside="bare: 400 a second")


@pytest.fixture(scope="module", autouse=True)
def registered() -> None:
    for module in MEASUREMENTS:
        importlib.import_module(f"bench.{module}")


def test_every_module_named_measures_and_no_figure_is_measured_twice() -> None:
    assert set(REGISTERED) == set(MEASUREMENTS)
    names = [name for measurement in REGISTERED.values() for name in measurement.names]
    assert len(names) == len(set(names))


def test_a_goal_is_an_upper_or_a_lower_bound() -> None:
    assert FAST.holds
    assert not SLOW.holds


def test_one_run_replaces_its_own_figures_and_keeps_the_others(tmp_path: Path) -> None:
    # Given a file of two figures
    file = tmp_path / "results.json"
    results.write([FAST, SLOW], file)

    # When one is measured again
    faster = at_least(200, "slow", 220, "a second", beside="bare: 400 a second")
    results.write(results.merged(results.read(file), [faster]), file)

    # Then the file has the new one and the other, in the shape that is documented
    assert json.loads(file.read_text()) == {
        "figures": [
            {
                "name": "fast",
                "value": 1.5,
                "unit": "times",
                "goal": 2,
                "holds": True,
                "beside": "bare: 1 ms",
            },
            {
                "name": "slow",
                "value": 220,
                "unit": "a second",
                "goal": 200,
                "holds": True,
                "beside": "bare: 400 a second",
            },
        ]
    }


def test_only_accepts_a_module_or_a_figure_and_lists_the_choices() -> None:
    one = Measurement("load", ("load_vs_copy", "load_growth"), list)
    other = Measurement("mail", ("mail_rate",), list)
    known = {"load": one, "mail": other}

    assert __main__.chosen("", known) == [one, other]
    assert __main__.chosen("load", known) == [one]
    assert __main__.chosen("load_growth", known) == [one]
    with pytest.raises(SystemExit, match=r"no such .* load \(load_vs_copy, load_growth\), mail"):
        __main__.chosen("lod", known)
