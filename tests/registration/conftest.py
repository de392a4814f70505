"""A line cook who was invited, and answers to give."""

from datetime import date

import pytest

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.recipients.models import Recipient
from tests import make
from tests.registration import answers


@pytest.fixture
def recipient(organization) -> Recipient:
    """Rosa, loaded by an organization, with a password."""
    return _opened(organization, ("Rosa", "Delgado", "rosa@people.example"))


@pytest.fixture
def somebody_else(organization) -> Recipient:
    return _opened(organization, ("Otto", "Other", "otto@people.example"))


def _opened(organization, person) -> Recipient:
    make.loaded(organization, person)
    recipient = Recipient.objects.get(email=person[2])
    recipient.user.set_password(make.PASSWORD)
    recipient.user.password_changed_at = recipient.loaded_at
    recipient.user.save()
    return recipient


@pytest.fixture
def user(recipient) -> User:
    return recipient.user


@pytest.fixture
def browser(as_user, user):
    """Rosa's browser."""
    return as_user(user)


@pytest.fixture
def registered(recipient) -> Recipient:
    answers.register(recipient)
    return recipient


@pytest.fixture
def today(monkeypatch):
    """Sets the day on which decisions are made."""

    def set_day(day: date) -> None:
        monkeypatch.setattr("cvms.eligibility.actions.deciding.timezone.localdate", lambda: day)

    return set_day


@pytest.fixture
def editor(db: None) -> User:
    return make.user(Role.ELIGIBILITY_EDITOR, "editor@state.example")
