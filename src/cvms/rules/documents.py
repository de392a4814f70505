"""Rule sets to and from plain JSON values, as they are shipped, stored and exchanged.

Reading is strict, for a misspelt field would silently let people in or keep them out.
"""

from collections.abc import Mapping
from typing import Any

from cvms.rules.answers import CHOICES, Choice, as_plain, choice
from cvms.rules.checks import RuleSetError, problems
from cvms.rules.fields import Fields, as_date, as_date_or_none, as_list, as_text, as_whole_number
from cvms.rules.rule_set import Criterion, Group, RuleSet


def from_json(document: object) -> RuleSet:
    """The rule set in what `json.loads` gave, sound in form and in sense.

    Raises RuleSetError with every problem found, in sentences for staff.
    """
    rule_set = read(document)
    if found := problems(rule_set):
        raise RuleSetError(found)
    return rule_set


def read(document: object) -> RuleSet:
    """The same of a draft, which need be sound in form alone."""
    found: list[str] = []
    fields = Fields("The rule set", document, found)
    rule_set = RuleSet(
        version=fields.required("version", as_text),
        name=fields.required("name", as_text),
        name_es=fields.optional("name_es", as_text, ""),
        effective_from=fields.required("effective_from", as_date),
        lowest_age=fields.optional("lowest_age", as_whole_number, 0),
        source=fields.optional("source", as_text, ""),
        note=fields.optional("note", as_text, ""),
        groups=fields.each("groups", "group number", _group),
    )
    fields.finish()
    if found:
        raise RuleSetError(found)
    return rule_set


def _group(fields: Fields) -> Group:
    label = fields.required("label", as_text)
    if label:
        fields.place = f"Group {label}"
    group = Group(
        label=label,
        order=fields.required("order", as_whole_number),
        name=fields.required("name", as_text),
        name_es=fields.optional("name_es", as_text, ""),
        source=fields.optional("source", as_text, ""),
        note=fields.optional("note", as_text, ""),
        criteria=fields.each("criteria", "criterion", _criterion),
    )
    fields.finish()
    return group


def _criterion(fields: Fields) -> Criterion:
    criterion = Criterion(
        reason=fields.required("reason", as_text),
        opens_on=fields.optional("opens_on", as_date_or_none, None),
        lowest_age=fields.optional("lowest_age", as_whole_number, 0),
        highest_age=fields.optional("highest_age", as_whole_number, None),
        conditions_at_least=fields.optional("conditions_at_least", as_whole_number, 0),
        accepts=fields.optional("accepts", _accepts, ()),
    )
    fields.finish()
    return criterion


def _accepts(value: object) -> tuple[tuple[str, frozenset[Choice]], ...]:
    if not isinstance(value, dict):
        raise ValueError("is not an object with questions")
    unknown = [question for question in value if question not in CHOICES]
    if unknown:
        raise ValueError(f"asks {unknown[0]!r}, which is not one of: {', '.join(CHOICES)}")
    return tuple(
        (question, frozenset(choice(question, answer) for answer in as_list(answers)))
        for question, answers in value.items()
    )


def to_json(rule_set: RuleSet) -> dict[str, Any]:
    """The rule set as `json.dumps` takes it; what has its default is left out."""
    document = {
        "version": rule_set.version,
        "name": rule_set.name,
        "name_es": rule_set.name_es,
        "effective_from": rule_set.effective_from.isoformat(),
        "lowest_age": rule_set.lowest_age,
        "source": rule_set.source,
        "note": rule_set.note,
        "groups": [_group_to_json(group) for group in rule_set.groups],
    }
    return _without(document, {"name_es": "", "lowest_age": 0, "source": "", "note": ""})


def _group_to_json(group: Group) -> dict[str, Any]:
    document = {
        "label": group.label,
        "order": group.order,
        "name": group.name,
        "name_es": group.name_es,
        "source": group.source,
        "note": group.note,
        "criteria": [_criterion_to_json(criterion) for criterion in group.criteria],
    }
    return _without(document, {"name_es": "", "source": "", "note": ""})


def _criterion_to_json(criterion: Criterion) -> dict[str, Any]:
    document = {
        "reason": criterion.reason,
        # Written also when there is none: a day that is not announced is worth seeing.
        "opens_on": criterion.opens_on and criterion.opens_on.isoformat(),
        "lowest_age": criterion.lowest_age,
        "highest_age": criterion.highest_age,
        "conditions_at_least": criterion.conditions_at_least,
        "accepts": {
            # In the order of the question's answers, so that equal rules are equal text.
            question: [as_plain(answer) for answer in CHOICES[question] if answer in accepted]
            for question, accepted in criterion.accepts
        },
    }
    defaults = {"lowest_age": 0, "highest_age": None, "conditions_at_least": 0}
    return _without(document, defaults | {"accepts": {}})


def _without(document: dict[str, Any], defaults: Mapping[str, object]) -> dict[str, Any]:
    return {
        field: value
        for field, value in document.items()
        if field not in defaults or value != defaults[field]
    }
