"""Random people, days and sound rule sets."""

from datetime import date

from hypothesis import strategies as st

from cvms.rules.answers import CHOICES, Answers
from cvms.rules.choices import FrontlineSector
from cvms.rules.rule_set import Criterion, Group, RuleSet
from tests.rules.examples import rule_sets

days = st.dates(date(2020, 12, 1), date(2021, 6, 30))
dates_of_birth = st.dates(date(1910, 1, 1), date(2021, 6, 30)) | st.sampled_from(
    [date(1956, 2, 29), date(2004, 2, 29)]
)


def _consistent(answers: dict[str, object]) -> dict[str, object]:
    if answers["frontline_sector"] is FrontlineSector.NONE:
        answers["child_care_or_prek12"] = False
    return answers


people = (
    st.fixed_dictionaries(
        {"date_of_birth": dates_of_birth}
        | {question: st.sampled_from(choices) for question, choices in CHOICES.items()}
    )
    .map(_consistent)
    .map(lambda answers: Answers(**answers))
)


@st.composite
def _criteria(draw):
    lowest, highest = sorted(draw(st.tuples(*[st.integers(1, 110)] * 2)))
    asked = draw(st.lists(st.sampled_from(sorted(CHOICES)), unique=True, max_size=3))
    return Criterion(
        reason=draw(st.sampled_from(["age-from", "age-between", "everyone", "student"])),
        opens_on=draw(st.none() | days),
        lowest_age=lowest,
        highest_age=draw(st.sampled_from([highest, None])),
        conditions_at_least=draw(st.integers(0, 2)),
        accepts=tuple(
            (question, frozenset(draw(st.sets(st.sampled_from(CHOICES[question]), min_size=1))))
            for question in asked
        ),
    )


@st.composite
def _invented_rule_sets(draw):
    labels = draw(st.lists(st.sampled_from("ABCDEFGH"), unique=True, min_size=1, max_size=5))
    groups = tuple(
        Group(
            label=label,
            order=order,
            name=f"Group {label}",
            name_es=draw(st.sampled_from(["", f"Grupo {label}", "Niñas y niños"])),
            criteria=tuple(draw(st.lists(_criteria(), min_size=1, max_size=3))),
            note=draw(st.sampled_from(["", "ñ, \u201cquoted\u201d"])),
        )
        for order, label in enumerate(labels)
    )
    return RuleSet(
        version=draw(st.sampled_from(["1", "2021-06"])),
        name="Invented",
        name_es=draw(st.sampled_from(["", "Inventado"])),
        effective_from=draw(days),
        lowest_age=draw(st.integers(0, 1)),
        groups=groups,
    )


any_rule_sets = st.sampled_from(sorted(rule_sets().values(), key=str)) | _invented_rule_sets()
