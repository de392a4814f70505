"""Requests to the help desk for tests."""

from cvms.helpdesk.actions import requests
from cvms.helpdesk.models import HelpRequest

ASKED = {
    "topic": "invitation",
    "subject": "No email yet",
    "name": "Walter Pruitt",
    "email": "walter@people.example",
    "phone": "",
}


def ask(**details: object) -> HelpRequest:
    """A request of somebody who is not signed in; `details` replace what they say."""
    said = {"kind": "recipient", "message": "Where is it?", "language": "en"} | ASKED | details
    return requests.submit(
        by=said.pop("by", None), organization=said.pop("organization", None), **said
    )
