"""The settings that differ between health departments; the defaults are North Carolina's."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as translated

from .environment import env

if TYPE_CHECKING:
    from django.utils.functional import Promise


def gettext_noop(text: str) -> str:
    """Mark a default for translation; Django's own needs the settings, which import this."""
    return text


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The health department that runs this portal.

    All values are texts that pages show. The lazy ones are translated if the catalog has them, as
    it has the defaults.
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
    providers_url: str  # "" for this portal's own directory
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
