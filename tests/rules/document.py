"""The tables of docs/eligibility.md: `python -m tests.rules.document` writes them again."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from cvms.rules.decisions import Reason, decide
from cvms.rules.reasons import sentence
from cvms.rules.rule_set import Criterion, Group, RuleSet
from tests.rules.examples import Example, examples, rule_sets

PAGE = Path(__file__).parents[2] / "docs" / "eligibility.md"
MADE_BELOW = "<!-- made from the rules -->\n"


def page() -> str:
    """The page as it should be: what was written by hand, and the tables."""
    by_hand = PAGE.read_text("utf-8").partition(MADE_BELOW)[0]
    return by_hand + MADE_BELOW + "".join(f"{line}\n" for line in _rule_sets())


def _rule_sets() -> Iterator[str]:
    for rule_set in rule_sets().values():
        yield from ("", f"## {rule_set.name}", "")
        start = rule_set.effective_from
        yield f"Version `{rule_set.version}`, in effect from {start:%B} {start.day}, {start.year}."
        yield from _sources(rule_set)
        yield from ("", "| group | who | ages | opens |", "|---|---|---|---|")
        yield from (_way(group, way) for group in rule_set.groups for way in group.criteria)
        yield from (
            "",
            "| example | born | on | group | opens | why |",
            "|---|---|---|---|---|---|",
        )
        yield from (_row(one, rule_set) for one in examples() if one.rule_set == rule_set.version)


def _sources(rule_set: RuleSet) -> Iterator[str]:
    named = [("", rule_set), *((f"Group {group.label}. ", group) for group in rule_set.groups)]
    for name, part in named:
        if part.source or part.note:
            yield from ("", f"{name}{_paragraph(part.source, part.note)}")


def _paragraph(source: str, note: str) -> str:
    return " ".join([*([f"Source: {source}"] if source else []), *([note] if note else [])])


def _way(group: Group, way: Criterion) -> str:
    who = sentence(Reason(way.reason, way.lowest_age, way.highest_age))
    opens = group.opening_of(way) or "not announced"
    return _table_row([f"{group.label}: {group.name}", who, _ages(way), opens])


def _ages(way: Criterion) -> str:
    if way.highest_age is None:
        return f"{way.lowest_age} and over" if way.lowest_age else "any"
    return f"{way.lowest_age} to {way.highest_age}"


def _row(example: Example, rule_set: RuleSet) -> str:
    decision = decide(example.answers, rule_set, example.on)
    opens = f"{decision.opens_on or '-'}{', open' if decision.open_now else ''}"
    why = " ".join(sentence(reason) for reason in decision.reasons)
    born = example.answers.date_of_birth
    return _table_row([example.person, born, example.on, decision.group or "none", opens, why])


def _table_row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
