"""A location, its manager, and somebody who has registered."""

from datetime import date

import pytest

from cvms.accounts.models import User
from cvms.eligibility import actions as eligibility
from cvms.eligibility.answers import Answers
from cvms.eligibility.models import Case
from cvms.providers.models import Location, LocationManager
from cvms.recipients.models import Recipient
from tests import make

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


def registered(organization, first: str, last: str, email: str, born: date) -> Case:
    """Loaded, and decided on answers that say no more than the age."""
    make.loaded(organization, (first, last, email))
    recipient = Recipient.objects.get(email=email)
    return eligibility.decide(
        recipient=recipient, answers=Answers(date_of_birth=born), by=recipient.user
    )


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
