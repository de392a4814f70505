"""Agents, and requests that wait for them."""

import pytest

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.helpdesk.models import HelpRequest
from tests import make
from tests.helpdesk.requests import ask


@pytest.fixture
def agent(db: None) -> User:
    return make.user(Role.HELP_DESK_AGENT, "priya@helpdesk.example")


@pytest.fixture
def colleague(db: None) -> User:
    return make.user(Role.HELP_DESK_AGENT, "tom@helpdesk.example")


@pytest.fixture
def asked(db: None) -> HelpRequest:
    return ask()
