"""Every sample file gives exactly the report beside it."""

import json
from pathlib import Path

import pytest

from cvms import intake

SAMPLES = Path(__file__).parent.parent / "samples"
FILES = sorted(
    path.with_name(path.name.removesuffix(".expected.json"))
    for path in SAMPLES.glob("should_*/*.expected.json")
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_sample_gives_its_expected_report(path: Path) -> None:
    expected = json.loads(path.with_name(path.name + ".expected.json").read_text(encoding="utf-8"))
    with path.open("rb") as stream:
        report = intake.read(stream, path.name)
    assert report.as_json() == expected


def test_no_sample_is_without_its_report() -> None:
    files = {
        path for path in SAMPLES.glob("should_*/*") if not path.name.endswith(".expected.json")
    }
    assert files == set(FILES)
    assert len(files) >= 80
