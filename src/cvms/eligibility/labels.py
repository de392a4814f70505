"""Labels of the questions and answers that decide a group, for the staff who edit the rules."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cvms.rules.answers import Choice
from cvms.rules.choices import Conditions, FrontlineSector, HealthWorker, LongTermCare, Residence

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

QUESTIONS: Mapping[str, "Promise"] = {
    "health_worker": _("Health care work"),
    "long_term_care": _("Long-term care"),
    "frontline_sector": _("Frontline essential sector"),
    "in_person": _("Works in person"),
    "child_care_or_prek12": _("Works in child care or a PreK-12 school"),
    "other_essential": _("Other essential worker"),
    "student": _("Student"),
    "residence": _("Lives in"),
    "correctional_or_shelter_staff": _("Works in a prison, a jail or a shelter"),
    "conditions": _("Conditions"),
}
ANSWERS: Mapping[Choice, "Promise"] = {
    True: _("Yes"),
    False: _("No"),
}
_OF_CODES: Mapping[type, Mapping[str, "Promise"]] = {
    HealthWorker: {
        "none": pgettext_lazy("work", "None"),
        "no-patient-contact": _("No in-person contact with patients"),
        "patient-contact": _("In-person contact with patients"),
        "high-exposure": _("High exposure to COVID-19"),
    },
    LongTermCare: {
        "none": pgettext_lazy("work", "None"),
        "staff": _("Staff"),
        "resident": _("Resident"),
    },
    FrontlineSector: {
        "none": pgettext_lazy("work", "None"),
        "critical-manufacturing": _("Critical Manufacturing"),
        "education": _("Education"),
        "essential-goods": _("Essential Goods"),
        "food-and-agriculture": _("Food and Agriculture"),
        "government-and-community": _("Government and Community Services"),
        "health-care-and-public-health": _("Health Care and Public Health"),
        "public-safety": _("Public Safety"),
        "transportation": _("Transportation"),
    },
    Residence: {
        "own-home": _("Own home"),
        "prison-or-jail": _("Prison or jail"),
        "shelter": _("Shelter"),
        "migrant-farm-housing": _("Migrant farm housing"),
        "dormitory": _("Dormitory"),
        "other-congregate": _("Other group setting"),
    },
    Conditions: {
        "none": _("None"),
        "one": _("1"),
        "two-or-more": _("2 or more"),
        "declined": pgettext_lazy("of somebody", "Decline to answer"),
    },
}


def label_of(answer: Choice) -> "Promise":
    """Return an answer in words."""
    if isinstance(answer, bool):
        return ANSWERS[answer]
    return _OF_CODES[type(answer)][answer.value]


def labeled(answers: Iterable[Choice]) -> list[tuple[str, "Promise"]]:
    """Return answers as choices of a form field."""
    return [(str(answer), label_of(answer)) for answer in answers]
