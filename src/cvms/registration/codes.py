"""The answers to choose from: the code that is stored, and the words that people read.

Race and ethnicity: CDC Race and Ethnicity Code Set (OID 2.16.840.1.113883.6.238), with UNK and POL
("refused by the patient") as the CDC COVID-19 Vaccine Reporting Specification (CVRS) has them.
Sex: HL7 version 2 table 0001 (F, M, O, U), U for people who decline; the words are those of CDC's
Vaccine Administration Management System. Languages: BCP 47. The answers that decide a vaccine group
are those of `cvms.rules.choices`.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cvms.rules.choices import Conditions, FrontlineSector, HealthWorker, LongTermCare, Residence

if TYPE_CHECKING:
    from django.utils.functional import Promise

Options = tuple[tuple[str, "str | Promise"], ...]

DECLINED = "POL"
UNKNOWN = "UNK"

YES_NO: Options = (("yes", _("Yes")), ("no", _("No")))

SEXES: Options = (
    ("F", _("Female")),
    ("M", _("Male")),
    ("O", _("Other")),
    ("U", _("Decline to answer")),
)
RACES: Options = (
    ("1002-5", _("American Indian or Alaska Native")),
    ("2028-9", _("Asian")),
    ("2054-5", _("Black or African American")),
    ("2076-8", _("Native Hawaiian or Other Pacific Islander")),
    ("2106-3", _("White")),
    ("2131-1", _("Other race")),
    (UNKNOWN, _("I do not know")),
    (DECLINED, _("Decline to answer")),
)
ETHNICITIES: Options = (
    ("2135-2", _("Hispanic or Latino")),
    ("2186-5", _("Not Hispanic or Latino")),
    (UNKNOWN, _("I do not know")),
    (DECLINED, _("Decline to answer")),
)
EMAIL, PHONE, TEXT = "email", "phone", "text"
PAPER = "paper"  # for people registered at a provider's desk
CHANNELS: Options = (
    (EMAIL, _("Email")),
    (PHONE, _("Phone call")),
    (TEXT, _("Text message")),
    (PAPER, _("Not at all; on paper only")),
)
LANGUAGES: Options = tuple(settings.LANGUAGES)

HEALTH_WORKERS: Options = (
    (HealthWorker.NONE, _("No")),
    (
        HealthWorker.HIGH_EXPOSURE,
        _("Yes, and I care for COVID-19 patients, clean where they are, or give vaccines"),
    ),
    (HealthWorker.PATIENT_CONTACT, _("Yes, and I am in contact with patients in person")),
    (HealthWorker.NO_PATIENT_CONTACT, _("Yes, but I am not in contact with patients")),
)
# The examples are shortened from the state's descriptions of Group 3, February and March 2021.
SECTORS: Options = (
    (FrontlineSector.NONE, _("None of these")),
    (
        FrontlineSector.FOOD_AND_AGRICULTURE,
        _("Food and agriculture: restaurants, farms, meat packing, food processing and delivery"),
    ),
    (
        FrontlineSector.ESSENTIAL_GOODS,
        _("Essential goods: stores that sell groceries or medicine"),
    ),
    (
        FrontlineSector.CRITICAL_MANUFACTURING,
        _("Critical manufacturing: medical supplies, and products for food and water supplies"),
    ),
    (
        FrontlineSector.EDUCATION,
        _("Education: child care, schools, colleges and universities"),
    ),
    (
        FrontlineSector.HEALTH_CARE_AND_PUBLIC_HEALTH,
        _("Health care and public health: services people's health depends on"),
    ),
    (
        FrontlineSector.GOVERNMENT_AND_COMMUNITY,
        _("Government and community services: mail and shipping, courts, clergy, shelters"),
    ),
    (
        FrontlineSector.PUBLIC_SAFETY,
        _("Public safety: police, fire, emergency services, corrections, security"),
    ),
    (
        FrontlineSector.TRANSPORTATION,
        _("Transportation: public transit, division of motor vehicles, road maintenance"),
    ),
)
LONG_TERM_CARE: Options = (
    (LongTermCare.NONE, _("Neither")),
    (LongTermCare.STAFF, _("I work there")),
    (LongTermCare.RESIDENT, _("I live there")),
)
RESIDENCES: Options = (
    (Residence.OWN_HOME, _("A house, an apartment or a mobile home")),
    (Residence.MIGRANT_FARM_HOUSING, _("Housing for migrant farm workers")),
    (Residence.SHELTER, _("A shelter")),
    (Residence.PRISON_OR_JAIL, _("A prison or a jail")),
    (Residence.DORMITORY, _("A dormitory")),
    (
        Residence.OTHER_CONGREGATE,
        _("Another place where people who are not a family live together"),
    ),
)
CONDITIONS: Options = (  # the guide's; declining is not offered where the answer decides the group
    (Conditions.NONE, _("None")),
    (Conditions.ONE, _("1")),
    (Conditions.TWO_OR_MORE, _("2 or more")),
)


def codes(options: Options) -> list[str]:
    """Return the codes of options, as they are stored."""
    return [str(code) for code, _words in options]
