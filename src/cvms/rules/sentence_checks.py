"""Check whether a criterion's sentence is true for everybody who meets the criterion.

A shipped sentence claims certain answers; a sentence that an editor wrote is searched for subjects
and ages. The criterion must require all of them, or some people would read something untrue.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from cvms.rules.answers import CHOICES, Choice
from cvms.rules.choices import FrontlineSector, HealthWorker, LongTermCare, Residence
from cvms.rules.problems import Code, Problem
from cvms.rules.rule_set import Criterion

Claim = tuple[str, frozenset[Choice]]


def _any_but(question: str) -> Claim:
    """Return any answer but the question's first, which means "none"."""
    return question, frozenset(CHOICES[question][1:])


_YES: Final = frozenset({True})
_SECTOR = _any_but("frontline_sector")
_HEALTH = _any_but("health_worker")
_CONTACT = frozenset({HealthWorker.PATIENT_CONTACT, HealthWorker.HIGH_EXPOSURE})
_HIGHER_RISK = {Residence.PRISON_OR_JAIL, Residence.SHELTER, Residence.MIGRANT_FARM_HOUSING}
_CORRECTIONAL: Claim = ("correctional_or_shelter_staff", _YES)
_IN_PERSON: Claim = ("in_person", _YES)

CLAIMS: Mapping[str, tuple[Claim, ...]] = {
    "child-care-or-prek12": (("child_care_or_prek12", _YES), _IN_PERSON),
    "congregate-residence": (_any_but("residence"),),
    "correctional-or-shelter-staff": (_CORRECTIONAL,),
    "correctional-or-shelter-staff-age-from": (_CORRECTIONAL,),
    "essential-sector": (_SECTOR,),
    "essential-worker": (("other_essential", _YES),),
    "frontline-worker": (_SECTOR, _IN_PERSON),
    "frontline-worker-age-from": (_SECTOR, _IN_PERSON),
    "health-worker": (_HEALTH,),
    "health-worker-age-from": (_HEALTH,),
    "health-worker-high-exposure": (("health_worker", frozenset({HealthWorker.HIGH_EXPOSURE})),),
    "health-worker-patient-contact": (("health_worker", _CONTACT),),
    "higher-risk-residence": (("residence", frozenset(_HIGHER_RISK)),),
    "long-term-care-resident": (("long_term_care", frozenset({LongTermCare.RESIDENT})),),
    "long-term-care-staff": (("long_term_care", frozenset({LongTermCare.STAFF})),),
    "student": (("student", _YES),),
}
"""The answers that a reason's sentence claims, by reason."""
CONDITIONS: Mapping[str, int] = {"conditions-one": 1, "conditions-two": 2}
"""The least number of conditions that a reason's sentence claims, by reason."""

# Words by which an editor's sentence mentions a subject, in English and Spanish, by question.
_SUBJECTS: Mapping[str, re.Pattern[str]] = {
    question: re.compile(words, re.IGNORECASE)
    for question, words in {
        "conditions": r"\b(conditions?|illness(es)?|disease|afecci[oó]n(es)?|enfermedad(es)?)\b",
        "long_term_care": r"\b(long-term care|nursing home|cuidados a largo plazo|asilo)",
        "student": r"\b(students?|estudiantes?|alumn[oa]s?)\b",
        "health_worker": r"\b(health (care )?worker|patients?|personal de salud|pacientes?)\b",
        "child_care_or_prek12": r"\b(child care|schools?|teachers?|guarder[ií]as?|escuelas?)\b",
        "frontline_sector": r"\b(frontline|primera l[ií]nea)\b",
        "correctional_or_shelter_staff": r"\bwork\w* in a (prison|jail|shelter)|"
        r"\btrabaj\w+ en una? (prisi[oó]n|c[aá]rcel|refugio)",
        "residence": r"\bliv(e|es|ing) in an? (prison|jail|shelter|dormitory|group)|"
        r"\bviv(e|en) en una? (prisi[oó]n|c[aá]rcel|refugio|residencia|vivienda)",
        "counties": r"\b(county|counties|condados?)\b",
    }.items()
}
_NUMBERS = re.compile(r"\b\d{1,3}\b")


def of_sentence(criterion: Criterion, authorized_from: int) -> Iterator[Problem]:
    """Yield what the sentence says and the criterion does not require; the caller adds the place.

    `authorized_from` is the rule set's lowest age, in years.
    """
    if criterion.told or criterion.told_es:
        yield from _of_written(criterion, authorized_from)
    else:
        yield from _of_shipped(criterion)


def _of_shipped(criterion: Criterion) -> Iterator[Problem]:
    demanded = dict(criterion.accepts)
    for question, claimed in CLAIMS.get(criterion.reason, ()):
        if not demanded.get(question) or demanded[question] - claimed:
            params = {"reason": criterion.reason, "question": question}
            yield Problem(Code.NOT_DEMANDED, params)
    if criterion.conditions_at_least < CONDITIONS.get(criterion.reason, 0):
        yield Problem(Code.NOT_DEMANDED, {"reason": criterion.reason, "question": "conditions"})


def _of_written(criterion: Criterion, authorized_from: int) -> Iterator[Problem]:
    for language, words in (("en", criterion.told), ("es", criterion.told_es)):
        if not words.strip():
            yield Problem(Code.TOLD_ONE_LANGUAGE, {"language": language})
            continue
        if "%" in words or "{" in words:
            yield Problem(Code.TOLD_BLANK, {"language": language})
        yield from _subjects(criterion, language, words)
        yield from _ages(criterion, authorized_from, language, words)


def _subjects(criterion: Criterion, language: str, words: str) -> Iterator[Problem]:
    demanded = {question for question, _accepted in criterion.accepts}
    demanded |= {"conditions"} if criterion.conditions_at_least else set()
    demanded |= {"counties"} if criterion.counties else set()
    if demanded & {"frontline_sector", "child_care_or_prek12"}:
        demanded |= {"child_care_or_prek12"} if _names_a_school(criterion) else set()
    for question, subject in _SUBJECTS.items():
        if question not in demanded and subject.search(words):
            params = {"language": language, "question": question}
            yield Problem(Code.TOLD_WITHOUT_DEMAND, params)


def _names_a_school(criterion: Criterion) -> bool:
    """Return whether the criterion requires work in education, which means a school."""
    sectors = dict(criterion.accepts).get("frontline_sector", frozenset())
    return bool(sectors) and sectors <= {FrontlineSector.EDUCATION}


def _ages(
    criterion: Criterion, authorized_from: int, language: str, words: str
) -> Iterator[Problem]:
    """Yield ages (numbers from 5 up, except in "PreK-12" and "COVID-19") that do not agree."""
    plain = re.sub(r"\b(COVID|PreK|K)-\d+", "", words)
    known = {criterion.lowest_age, criterion.highest_age, authorized_from}
    for number in map(int, _NUMBERS.findall(plain)):
        if number >= 5 and number not in known:
            yield Problem(Code.TOLD_OTHER_AGE, {"language": language, "age": number})
