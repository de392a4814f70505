"""Letters to points of contact: the invitation, and notices about colleagues."""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from cvms.accounts.links import mint
from cvms.accounts.models import PasswordLink
from cvms.jurisdiction.profile import JURISDICTION
from cvms.mail.kinds import SOON, Letter, register, still_there
from cvms.mail.models import Message

from .actions.contacts import INVITATION, JOINED
from .actions.handing_over import HANDED_OVER
from .models import PointOfContact

SUBJECTS = {
    JOINED: gettext_noop("A colleague was invited to the CVMS Organization Portal"),
    HANDED_OVER: gettext_noop("A colleague no longer acts for your organization"),
}


def write_invitations(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write an invitation to each point of contact who has not set a password yet."""
    contacts = (
        _invited()
        .select_related("user", "organization", "added_by")
        .in_bulk([message.about for message in messages])
    )
    users = [contact.user for contact in contacts.values()]
    urls = mint(users, PasswordLink.Purpose.INVITATION)
    return {
        message.pk: _invitation(contact, urls[contact.user_id])
        for message in messages
        if (contact := contacts.get(message.about)) and contact.user_id in urls
    }


def _invited() -> QuerySet[PointOfContact]:
    return PointOfContact.objects.filter(
        user__is_active=True, user__password_changed_at__isnull=True
    )


def still_invited(numbers: Collection[int]) -> Collection[int]:
    """Return the points of contact among these who have not set a password yet."""
    return list(_invited().filter(pk__in=numbers).values_list("pk", flat=True))


def _invitation(contact: PointOfContact, url: str) -> Letter:
    user = contact.user
    with translation.override(user.language):
        subject = _("Complete your registration in the CVMS Organization Portal")
    return Letter(
        user.email,
        subject,
        "organizations/mail/invitation",
        {"days": settings.INVITATION_DAYS, "by_colleague": contact.added_by_colleague},
        user.language,
        JURISDICTION.organization_sender_name,
        fields={
            "name": user.full_name,
            "organization": contact.organization.name,
            "username": user.username,
            "url": url,
            "inviter": contact.added_by.full_name if contact.added_by else "",
        },
    )


def write_of_colleagues(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write to each reader about the point of contact whose primary key is the batch.

    A reader who has left gets no news of new colleagues, only the notice that they handed over.
    """
    numbers = {number for message in messages for number in (message.about, message.batch)}
    contacts = PointOfContact.objects.select_related("user", "organization", "added_by")
    found = contacts.in_bulk([number for number in numbers if number])
    at_work = set(still_at_work([message.about for message in messages]))
    return {
        message.pk: _of_colleague(message.kind, found[message.about], found[message.batch])
        for message in messages
        if message.about in found
        and message.batch in found
        and (message.kind == HANDED_OVER or message.about in at_work)
    }


def _of_colleague(kind: str, reader: PointOfContact, other: PointOfContact) -> Letter:
    language = reader.user.language
    with translation.override(language):
        subject = _(SUBJECTS[kind])
    return Letter(
        reader.user.email,
        subject,
        "organizations/mail/colleague",
        {"joined": kind == JOINED},
        language,
        JURISDICTION.organization_sender_name,
        fields={
            "name": reader.user.full_name,
            "colleague": other.user.full_name,
            "email": other.user.email,
            "organization": other.organization.name,
            "inviter": other.added_by.full_name if other.added_by else "",
            "url": settings.BASE_URL + reverse("organizations:colleagues"),
        },
    )


def still_at_work(numbers: Collection[int]) -> Collection[int]:
    """Return the points of contact among these who still act for their organization."""
    there = PointOfContact.objects.at_work().filter(pk__in=numbers)
    return list(there.values_list("pk", flat=True))


def register_letters() -> None:
    register(
        JOINED,
        write_of_colleagues,
        wanted=still_at_work,
        label=gettext_lazy("Notice: a point of contact was invited"),
        priority=SOON,
    )
    register(
        HANDED_OVER,
        write_of_colleagues,
        wanted=still_there(PointOfContact),
        label=gettext_lazy("Notice: a point of contact handed over"),
        priority=SOON,
    )
    register(
        INVITATION,
        write_invitations,
        wanted=still_invited,
        label=gettext_lazy("Invitation to a point of contact"),
        priority=SOON,
    )
