"""The answers that decide a vaccine group, with stable codes that are stored and exported.

The distinctions are those of North Carolina's three priority plans, December 2020 to April 2021;
the rule sets in `rules/data/*.json` name the sources of the plans.
"""

from enum import StrEnum


class HealthWorker(StrEnum):
    """How close a health worker's duties are to patients and to COVID-19.

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
    """Where a person lives; long-term care is a separate question.

    Shelters, prisons and jails opened on March 17, 2021 (Pender County), dormitories and other
    group settings on March 31 (Town of Huntersville, March 26, 2021).
    """

    OWN_HOME = "own-home"
    PRISON_OR_JAIL = "prison-or-jail"
    SHELTER = "shelter"
    MIGRANT_FARM_HOUSING = "migrant-farm-housing"
    DORMITORY = "dormitory"
    OTHER_CONGREGATE = "other-congregate"


class Conditions(StrEnum):
    """How many conditions a person has that increase the risk of severe illness from COVID-19.

    Only the phases of mid-December 2020 distinguish one from two or more. People who decline to
    answer are treated as having none: nobody gets a group for what they did not say.
    """

    NONE = "none"
    ONE = "one"
    TWO_OR_MORE = "two-or-more"
    DECLINED = "declined"
