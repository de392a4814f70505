"""`cvms demo`: makes the demonstration state, with accounts to try it with."""

import uuid
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cvms import intake
from cvms.accounts.models import Making, Portal, User, username_for
from cvms.helpdesk.actions import changes
from cvms.helpdesk.actions import requests as help_desk
from cvms.local import demo, demo_story
from cvms.local.demo_providers import make_providers
from cvms.mail.models import Message
from cvms.organizations.actions import inviting, organizations
from cvms.organizations.models import Organization, PointOfContact
from cvms.recipients import invitations
from cvms.recipients.models import Recipient
from cvms.staff.actions.counting import recount
from cvms.uploads.actions import loading, receiving
from cvms.uploads.models import Upload

LOADED = 2600
FAILING = (
    ("", "Abernathy", "no.first.name@people.example"),
    ("Cora", "", "no.last.name@people.example"),
    ("Dmitri", "Novak", ""),
    ("Esther", "Boone", "esther.boone at people.example"),
)


class Command(BaseCommand):
    help = "Makes the demonstration state once; later it only sends its open invitation again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if User.objects.exists():
            _send_again()
            return
        with transaction.atomic():
            staff, manager = _account(demo.STAFF), _account(demo.MANAGER)
            _account(demo.EDITOR)
            _account(demo.AUDITOR)
            _account(demo.ADMINISTRATOR)
            _account(demo.STATE_IT)
            make_providers(staff)
            agent = _account(demo.AGENT)
            demo_story.make_history(staff, agent)
            _organization_at_work(staff)
            inviting.invite(**demo.INVITED, by=manager)
            _help_desk()
            _made_by_the_administrator()
            recount()


def _send_again() -> None:
    """Send the open invitation again, since the local inbox starts empty at each run."""
    for organization in Organization.objects.filter(name=demo.INVITED["name"]):
        inviting.invite_again(organization=organization, by=organization.invited_by)


def _help_desk() -> None:
    """Make a second agent, since a removal takes two, and requests that wait for them."""
    second = _account(demo.SECOND_AGENT)
    contact = PointOfContact.objects.get(user__email=demo.CONTACT.email)
    _several(contact, second)
    for details, by, organization in (
        (demo.REMOVAL_REQUEST, contact.user, contact.organization),
        (demo.QUESTION, None, None),
    ):
        help_desk.submit(
            kind="recipient", language="en", by=by, organization=organization, **details
        )


def _made_by_the_administrator() -> None:
    """Record that the staff administrator made the other staff accounts, except state IT's."""
    administrator = User.objects.get(email=demo.ADMINISTRATOR.email)
    colleagues = User.objects.filter(portal=Portal.STAFF).exclude(
        email__in=[demo.ADMINISTRATOR.email, demo.STATE_IT.email]
    )
    Making.objects.bulk_create(Making(account=one, maker=administrator) for one in colleagues)


def _several(contact: PointOfContact, agent: User) -> None:
    """Make one request to remove three people, which one agent has proposed to the other."""
    people = Recipient.objects.of(contact.organization).order_by("pk")[1:4]
    asked = changes.ask_for_changes(
        people=[changes.PersonChange(person) for person in people],
        change="remove",
        message="These three have left the plant.",
        organization=contact.organization,
        by=contact.user,
    )
    changes.apply(changes=list(asked.changes.all()), by=agent)


def _account(who: demo.DemoAccount) -> User:
    return User.objects.create_user(
        who.portal,
        who.email,
        roles=[who.role],
        password=demo.PASSWORD,
        first_name=who.first_name,
        last_name=who.last_name,
    )


def _organization_at_work(staff: User) -> None:
    contact = demo.CONTACT
    organization = inviting.invite(
        name="Piedmont Plant",
        first_name=contact.first_name,
        last_name=contact.last_name,
        email=contact.email,
        by=staff,
    )
    user = _opened(contact)
    organizations.submit_information(
        organization=organization,
        information={"name": organization.name, **demo.ADDRESS},
        by=user,
    )
    _upload(organization, user)
    _opened(demo.RECIPIENT)


def _opened(who: demo.DemoAccount) -> User:
    """Set the password of the account that an invitation made, and return it."""
    user = User.objects.get(username=username_for(who.portal, who.email))
    user.set_password(demo.PASSWORD)
    user.password_changed_at = user.created_at
    user.save()
    return user


def _upload(organization: Organization, user: User) -> None:
    """Load a list whose invitations count as sent."""
    data = intake.people_file((line, *person) for line, person in enumerate(_people(), start=1))
    file = receiving.File("plant_staff.csv", "text/csv", data, len(data))
    upload = receiving.receive(
        organization=organization,
        file=file,
        volume=Upload.Volume.HIGH,
        by=user,
        key=uuid.uuid4(),
    )
    upload = loading.load(pk=upload.pk)
    Message.objects.filter(batch=upload.pk, kind=invitations.KIND).update(
        state=Message.State.SENT, sent_at=upload.created_at
    )


def _people() -> list[tuple[str, str, str]]:
    first, last = demo.FIRST_NAMES, demo.LAST_NAMES
    people = [
        (
            first[number % len(first)],
            last[number // len(first) % len(last)],
            f"employee{number}@piedmont-plant.example",
        )
        for number in range(LOADED - 1)
    ]
    rosa = demo.RECIPIENT
    return [(rosa.first_name, rosa.last_name, rosa.email), *people, *FAILING]
