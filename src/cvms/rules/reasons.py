"""The English sentence for each reason code; translations are keyed by the English.

A sentence may contain %(lowest_age)s and %(highest_age)s, which come from the criterion, so that an
age that staff edit in the rules also changes in the sentence. Decisions store codes: codes may be
added, but never renamed or given another meaning.
"""

from collections.abc import Callable, Mapping

from cvms.rules.decisions import NO_GROUP_FITS, UNDER_LOWEST_AGE, Reason

REASONS: Mapping[str, str] = {
    "age-from": "You are %(lowest_age)s or older.",
    "age-between": "You are between %(lowest_age)s and %(highest_age)s years old.",
    "child-care-or-prek12": "You work in person in child care or a PreK-12 school.",
    "conditions-one": (
        "You have at least one condition known to increase risk of severe illness from COVID-19."
    ),
    "conditions-two": (
        "You have 2 or more conditions known to increase risk of severe illness from COVID-19."
    ),
    "congregate-residence": "You live in a group setting.",
    "correctional-or-shelter-staff": "You work in a prison, a jail or a shelter.",
    "correctional-or-shelter-staff-age-from": (
        "You work in a prison, a jail or a shelter, and you are %(lowest_age)s or older."
    ),
    "essential-sector": "You work in an essential sector.",
    "essential-worker": "You are an essential worker.",
    "everyone": "This group is for everyone who is %(lowest_age)s or older.",
    "frontline-worker": "You work in person in a frontline essential sector.",
    "frontline-worker-age-from": (
        "You work in person in a frontline essential sector, and you are %(lowest_age)s or older."
    ),
    "health-worker": "You are a health care worker.",
    "health-worker-age-from": (
        "You are a health care worker, and you are %(lowest_age)s or older."
    ),
    "health-worker-high-exposure": "You are a health care worker with high exposure to COVID-19.",
    "health-worker-patient-contact": (
        "You are a health care worker who has in-person contact with patients."
    ),
    "higher-risk-residence": (
        "You live in a prison, a jail, a shelter or housing for migrant farm workers."
    ),
    "long-term-care-resident": "You live in long-term care.",
    "long-term-care-staff": "You work in long-term care.",
    "student": "You are a student.",
}
"""Reasons of criteria, by code."""

NO_GROUP: Mapping[str, str] = {
    UNDER_LOWEST_AGE: "No vaccine is authorized yet for people under %(lowest_age)s.",
    NO_GROUP_FITS: "None of the current vaccine groups fits your answers.",
}
"""Reasons for being in no group, by code."""


def sentence(reason: Reason, translate: Callable[[str], str] = str, language: str = "en") -> str:
    """Return the reason as a sentence. Raises KeyError for an unknown code.

    `translate` is gettext; `language` chooses between the two sentences that an editor wrote.
    """
    written = reason.told_es if language == "es" else reason.told
    if written:
        return written
    english = REASONS.get(reason.code) or NO_GROUP[reason.code]
    ages = {"lowest_age": reason.lowest_age, "highest_age": reason.highest_age}
    return translate(english) % ages
