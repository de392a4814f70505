"""The answers that decide a vaccine group, each with a stable code that is stored and exported.

The distinctions are those of North Carolina's three priority plans, December 2020 to April 2021;
the sources of the plans stand in the rule sets, `rules/data/*.json`.
"""

from enum import StrEnum


class HealthWorker(StrEnum):
    """How near a health worker's duties come to patients, and to COVID-19.

    High exposure is the state's "high risk of exposure": caring for COVID-19 patients, cleaning
    where they are, procedures with aerosols, handling the deceased, giving vaccine
    (New Bern Post, an early plan of the department). In-person patient contact is the
    wording of Group 1 of January 14, 2021.
    """

    NONE = "none"
    NO_PATIENT_CONTACT = "no-patient-contact"
    PATIENT_CONTACT = "patient-contact"
    HIGH_EXPOSURE = "high-exposure"


class LongTermCare(StrEnum):
    """Skilled nursing facilities, adult, family and group homes (13News Now, December 30, 2020)."""

    NONE = "none"
    STAFF = "staff"
    RESIDENT = "resident"


class FrontlineSector(StrEnum):
    """The eight frontline essential sectors of Group 3 (The News & Observer, March 2021)."""

    NONE = "none"
    CRITICAL_MANUFACTURING = "critical-manufacturing"
    EDUCATION = "education"
    ESSENTIAL_GOODS = "essential-goods"
    FOOD_AND_AGRICULTURE = "food-and-agriculture"
    GOVERNMENT_AND_COMMUNITY = "government-and-community"
    HEALTH_CARE_AND_PUBLIC_HEALTH = "health-care-and-public-health"
    PUBLIC_SAFETY = "public-safety"
    TRANSPORTATION = "transportation"


class Residence(StrEnum):
    """Where one lives. Shelters, prisons and jails opened on March 17, 2021 (Pender County),
    dormitories and other group settings on March 31 (Town of Huntersville, March 26, 2021).

    Long-term care has a question of its own.
    """

    OWN_HOME = "own-home"
    PRISON_OR_JAIL = "prison-or-jail"
    SHELTER = "shelter"
    MIGRANT_FARM_HOUSING = "migrant-farm-housing"
    DORMITORY = "dormitory"
    OTHER_CONGREGATE = "other-congregate"


class Conditions(StrEnum):
    """How many conditions that raise the risk of severe illness from COVID-19.

    Only the phases of mid-December 2020 tell one from two or more. Who declines to answer is
    treated as having none: a group is never given on what was not said.
    """

    NONE = "none"
    ONE = "one"
    TWO_OR_MORE = "two-or-more"
    DECLINED = "declined"
