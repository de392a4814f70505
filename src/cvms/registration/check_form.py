"""The form of five questions that tells anybody whether they are eligible; it stores nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cvms.jurisdiction.fields import CountyField
from cvms.jurisdiction.profile import JURISDICTION
from cvms.rules.answers import Answers
from cvms.rules.choices import (
    Conditions,
    FrontlineSector,
    HealthWorker,
    LongTermCare,
    Residence,
)
from cvms.rules.rule_set import RuleSet

from . import codes
from .fields import DateOfBirthField
from .questions import one_of, yes_or_no

_SECTORS: Mapping[str, Mapping[str, Any]] = {
    sector.value: {"frontline_sector": sector}
    for sector in FrontlineSector
    if sector is not FrontlineSector.NONE
}
WORK: Mapping[str, Mapping[str, Any]] = {
    "none": {},
    "health-covid": {"health_worker": HealthWorker.HIGH_EXPOSURE},
    "health-patients": {"health_worker": HealthWorker.PATIENT_CONTACT},
    "health-other": {"health_worker": HealthWorker.NO_PATIENT_CONTACT},
    "long-term-care": {"long_term_care": LongTermCare.STAFF},
    "school": {"frontline_sector": FrontlineSector.EDUCATION, "child_care_or_prek12": True},
    **_SECTORS,
    "corrections": {"correctional_or_shelter_staff": True},
    "other-essential": {"other_essential": True},
    "student": {"student": True},
}
"""For each answer about work, the answers of a registration that it stands for."""
_WORK_CHOICES = (
    ("none", _("None of these, or I do not work")),
    (
        "health-covid",
        _("Health care: I care for COVID-19 patients, clean where they are, or give vaccines"),
    ),
    ("health-patients", _("Health care: I am in contact with patients in person")),
    ("health-other", _("Health care: I am not in contact with patients")),
    ("long-term-care", _("Long-term care, such as a nursing home")),
    ("school", _("Child care or a school (PreK-12), in any role")),
    *(option for option in codes.SECTORS if option[0] is not FrontlineSector.NONE),
    ("corrections", _("A prison, a jail or a shelter")),
    ("other-essential", _("Other essential work, such as energy, water, finance or housing")),
    ("student", _("I am a student")),
)
_IN_CARE = "long-term-care"


class CheckForm(forms.Form):
    """Date of birth, work, in person or not, home, conditions; and county if rules use it."""

    date_of_birth = DateOfBirthField(label=_("Date of birth"))
    work = one_of(label=_("Where do you work?"), choices=_WORK_CHOICES)
    in_person = yes_or_no(label=_("Do you have to be at your place of work in person?"))
    home = one_of(
        label=_("Where do you live?"),
        choices=[*codes.RESIDENCES, (_IN_CARE, _("Long-term care, such as a nursing home"))],
    )
    conditions = one_of(
        label=format_lazy(
            _(
                "How many conditions known to increase risk of severe illness from {disease} do "
                "you have?"
            ),
            disease=JURISDICTION.disease,
        ),
        choices=codes.CONDITIONS,
    )

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        """Add the county only if the rules depend on it."""
        super().__init__(*args, **kwargs)
        if any(criterion.counties for criterion in rules.criteria()):
            label = format_lazy(_("County in {state}"), state=JURISDICTION.name)
            self.fields["county"] = CountyField(label=label)

    def answers(self) -> Answers:
        """Return the answers as a registration would pass them to the rules; the form is valid."""
        given = self.cleaned_data
        answers = dict(WORK[given["work"]])
        if given["home"] == _IN_CARE:
            answers["long_term_care"] = LongTermCare.RESIDENT
        else:
            answers["residence"] = Residence(given["home"])
        return Answers(
            date_of_birth=given["date_of_birth"],
            in_person=given["in_person"],
            conditions=Conditions(given["conditions"]),
            county=given.get("county", ""),
            **answers,
        )
