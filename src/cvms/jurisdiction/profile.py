"""What differs from one health department to the next; North Carolina's values are the defaults."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as translated

from .environment import env

if TYPE_CHECKING:
    from django.utils.functional import Promise


def gettext_noop(text: str) -> str:
    """Mark a default for translation; Django's own asks for the settings, which read this."""
    return text


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The health department whose portal this is.

    All text, shown to people as it stands; the lazy ones in the reader's language where the
    catalogue has them, as it has the defaults.
    """

    name: "Promise"
    usps: str  # two letters, USPS Publication 28
    fips: str  # two digits, ANSI INCITS 38
    department: "Promise"
    department_short: str
    program: "Promise"
    disease: str
    sender: str
    sender_name: str
    organization_sender_name: str
    help_desk_phone: str
    help_desk_phone_option: str
    help_desk_hours: "tuple[Promise, ...]"
    training_url: str
    providers_url: str  # empty: the directory of this portal
    conditions_url: str


JURISDICTION = Jurisdiction(
    name=translated(env.str("CVMS_STATE_NAME", gettext_noop("North Carolina"))),
    usps=env.str("CVMS_STATE_USPS", "NC"),
    fips=env.str("CVMS_STATE_FIPS", "37"),
    department=translated(
        env.str(
            "CVMS_DEPARTMENT",
            gettext_noop("North Carolina Department of Health and Human Services"),
        )
    ),
    department_short=env.str("CVMS_DEPARTMENT_SHORT", "NCDHHS"),
    program=translated(env.str("CVMS_PROGRAM", gettext_noop("COVID-19 Vaccine Management System"))),
    disease=env.str("CVMS_DISEASE", "COVID-19"),
    sender=env.str("CVMS_SENDER", "nccvms@dhhs.nc.gov"),
    sender_name=env.str("CVMS_SENDER_NAME", "Vaccine Management System"),
    organization_sender_name=env.str("CVMS_ORGANIZATION_SENDER_NAME", "NC CVMS"),
    help_desk_phone=env.str("CVMS_HELP_DESK_PHONE", "(877) 873-6247"),
    help_desk_phone_option=env.str("CVMS_HELP_DESK_PHONE_OPTION", "8"),
    help_desk_hours=tuple(
        translated(hours)
        for hours in env.list(
            "CVMS_HELP_DESK_HOURS",
            [
                gettext_noop("Monday – Friday: 7:00 AM – 7:00 PM ET"),  # noqa: RUF001 -- en dashes
                gettext_noop("Saturday – Sunday: 10:00 AM – 6:00 PM ET"),  # noqa: RUF001
            ],
            delimiter="|",
        )
    ),
    training_url=env.str(
        "CVMS_TRAINING_URL", "https://immunize.nc.gov/providers/covid-19training.htm"
    ),
    providers_url=env.str("CVMS_PROVIDERS_URL", ""),
    conditions_url=env.str(
        "CVMS_CONDITIONS_URL",
        "https://www.cdc.gov/coronavirus/2019-ncov/need-extra-precautions/"
        "people-with-medical-conditions.html",
    ),
)
