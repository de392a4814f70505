"""Agents, and requests that wait for them."""

import pytest

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.helpdesk import actions
from cvms.helpdesk.models import HelpRequest
from tests import make

ASKED = {
    "topic": "invitation",
    "subject": "No email yet",
    "name": "Walter Pruitt",
    "email": "walter@people.example",
    "phone": "",
}


@pytest.fixture
def agent(db: None) -> User:
    return make.user(Role.HELP_DESK_AGENT, "priya@helpdesk.example")


@pytest.fixture
def colleague(db: None) -> User:
    return make.user(Role.HELP_DESK_AGENT, "tom@helpdesk.example")


def ask(**details: object) -> HelpRequest:
    """A request of somebody who is not signed in; `details` replace what they say."""
    said = {"kind": "recipient", "message": "Where is it?", "language": "en"} | ASKED | details
    return actions.submit(
        by=said.pop("by", None), organization=said.pop("organization", None), **said
    )


@pytest.fixture
def asked(db: None) -> HelpRequest:
    return ask()
