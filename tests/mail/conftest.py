"""A mail server that misbehaves, and invitations to send to it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.models import QuerySet

from cvms.mail.models import Message
from cvms.organizations.models import Organization
from tests import make, smtp
from tests.mail.mail_server import MailServer


@pytest.fixture
def server(settings: Any) -> Iterator[Callable[..., MailServer]]:
    """Starts a mail server that answers RCPT as told: `person1_at_people.example="550 no"`."""
    started = []

    def start(options: dict[str, Any] | None = None, **answers: str) -> MailServer:
        handler = MailServer()
        handler.recipient = {key.replace("_at_", "@"): value for key, value in answers.items()}
        started.append(smtp.start(handler, **(options or {})))
        smtp.use(settings, started[-1])
        return handler

    yield start
    for controller in started:
        controller.stop()


@pytest.fixture
def invitations(organization: Organization) -> Callable[..., QuerySet[Message]]:
    """Loads so many people; none of them was written to yet, and no other mail waits."""

    def load(count: int, domain: str = "people.example") -> QuerySet[Message]:
        upload = make.loaded(organization, *make.people(count, domain))
        Message.objects.filter(batch=None).delete()
        return Message.objects.filter(batch=upload.pk)

    return load


@pytest.fixture
def three_invitations(invitations: Callable[..., QuerySet[Message]]) -> QuerySet[Message]:
    return invitations(3)
