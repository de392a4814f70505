"""Describe a rule set in plain words, for the page that shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cvms.jurisdiction.counties import counties
from cvms.rules.answers import CHOICES, Choice
from cvms.rules.reasons import REASONS
from cvms.rules.rule_set import Criterion, Group, RuleSet

from .labels import QUESTIONS, label_of
from .models import Comparison
from .names import name_of


@dataclass(frozen=True, slots=True)
class Way:
    """One way into a group: its requirements, its opening day, and the person's sentence."""

    demands: tuple[str, ...]
    opens_on: date | None
    told: str


@dataclass(frozen=True, slots=True)
class Described:
    """A group in words; `place` counts from 0, as in the URLs of its pages."""

    place: int
    group: Group
    called: str
    ways: tuple[Way, ...]


def called(group: Group) -> str:
    """Return a group's label and name, such as "5: Everyone"."""
    return ": ".join(word for word in (group.label, name_of(group)) if word) or _("(no name yet)")


def describe(rules: RuleSet) -> list[Described]:
    """Return the groups in words, in order."""
    return [_described(place, group) for place, group in enumerate(rules.groups)]


def _described(place: int, group: Group) -> Described:
    ways = tuple(_way(way, group.opening_of(way)) for way in group.criteria)
    return Described(place, group, called(group), ways)


def _way(criterion: Criterion, opens_on: date | None) -> Way:
    demands = tuple(_demands(criterion)) or (_("Everybody"),)
    return Way(demands, opens_on, told(criterion))


def told(criterion: Criterion) -> str:
    """Return the sentence that the person reads, with the criterion's ages."""
    if criterion.told:
        return criterion.told_es if get_language() == "es" else criterion.told
    sentence = REASONS.get(criterion.reason)
    if sentence is None:
        return criterion.reason
    bounds = {
        "lowest_age": criterion.lowest_age,
        "highest_age": "…" if criterion.highest_age is None else criterion.highest_age,
    }
    return _(sentence) % bounds


def _demands(criterion: Criterion) -> Iterator[str]:
    yield from _ages(criterion)
    if criterion.conditions_at_least:
        yield ngettext(
            "At least %(count)s condition",
            "At least %(count)s conditions",
            criterion.conditions_at_least,
        ) % {"count": criterion.conditions_at_least}
    for question, accepted in criterion.accepts:
        yield f"{QUESTIONS[question]}: {_any_of(question, accepted)}"
    if criterion.counties:
        names = sorted(counties().get(code, code) for code in criterion.counties)
        yield _("County: %(names)s") % {"names": ", ".join(names)}


def _ages(criterion: Criterion) -> Iterator[str]:
    ages = {"lowest": criterion.lowest_age, "highest": criterion.highest_age}
    if criterion.highest_age is not None:
        yield _("Age %(lowest)s to %(highest)s") % ages
    elif criterion.lowest_age:
        yield _("Age %(lowest)s and over") % ages


def _any_of(question: str, accepted: frozenset[Choice]) -> str:
    """Return accepted answers in the question's order; "any" if only the first is excluded."""
    options = CHOICES[question]
    if len(options) > 2 and accepted == frozenset(options[1:]):
        return _("any")
    return _(" or ").join(str(label_of(option)) for option in options if option in accepted)


@dataclass(frozen=True, slots=True)
class Move:
    """How many people would change from one group to another; groups as "3: Frontline workers"."""

    before: str
    after: str
    people: int


def moves(comparison: Comparison) -> list[Move]:
    """Return the moves of a comparison, the largest first."""
    before, after = _titles(comparison.before.written), _titles(comparison.draft.written)
    none = _("No group")
    return [
        Move(before.get(old, none), after.get(new, none), people)
        for old, new, people in comparison.moves
    ]


def _titles(rules: RuleSet) -> dict[str, str]:
    return {group.label: f"{group.label}: {name_of(group)}" for group in rules.groups}
