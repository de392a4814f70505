"""A location, its manager, and somebody who has registered."""

from datetime import date

import pytest

from cvms.accounts.models import User
from cvms.eligibility.models import Case
from cvms.organizations.models import Organization
from cvms.providers.models import Location, LocationManager
from cvms.recipients.models import Recipient
from tests import make
from tests.registration import answers

LOCATION = {
    "name": "Cedar Street Clinic",
    "street": "12 Cedar St",
    "city": "Raleigh",
    "state": "NC",
    "zip_code": "27610",
    "county": "37183",
    "phone": "+19195550142",
    "website": "https://cedar-clinic.example",
    "hours": "Monday to Friday, 9 AM to 5 PM",
    "takes_appointments": True,
}


def a_location(**different: object) -> Location:
    return Location.objects.create(**{**LOCATION, **different})


def registered(
    organization: Organization, first: str, last: str, email: str, born: date, legal: str = ""
) -> Case:
    """Loaded by an organization, and registered under the same name or another legal one."""
    make.loaded(organization, (first, last, email))
    recipient = Recipient.objects.get(email=email)
    answers.register(
        recipient,
        contact=answers.other("contact", first_name=[first], last_name=[legal or last]),
        about=answers.other(
            "about",
            date_of_birth_0=[str(born.month)],
            date_of_birth_1=[str(born.day)],
            date_of_birth_2=[str(born.year)],
        ),
    )
    return Case.objects.get(recipient=recipient)


@pytest.fixture
def location(db: None) -> Location:
    return a_location()


@pytest.fixture
def at_location(manager: User, location: Location) -> User:
    """The location's manager."""
    LocationManager.objects.create(user=manager, location=location)
    return manager


@pytest.fixture
def rosa(organization) -> Case:
    return registered(organization, "Rosa", "Núñez", "rosa@people.example", date(1950, 3, 4))
