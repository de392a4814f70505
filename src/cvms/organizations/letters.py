"""The letter that invites a point of contact."""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cvms.accounts.links import mint
from cvms.accounts.models import PasswordLink
from cvms.jurisdiction.profile import JURISDICTION
from cvms.mail.kinds import SOON, Letter, register
from cvms.mail.models import Message

from .models import PointOfContact


def write_invitations(messages: Sequence[Message]) -> dict[int, Letter]:
    """The way in for each point of contact; one who came in meanwhile needs none."""
    contacts = (
        _invited()
        .select_related("user", "organization")
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
    """Return those of these points of contact who have not come in yet."""
    return list(_invited().filter(pk__in=numbers).values_list("pk", flat=True))


def _invitation(contact: PointOfContact, url: str) -> Letter:
    user = contact.user
    with translation.override(user.language):
        subject = _("Complete your registration in the CVMS Organization Portal")
    return Letter(
        user.email,
        subject,
        "organizations/mail/invitation",
        {"days": settings.INVITATION_DAYS},
        user.language,
        JURISDICTION.organization_sender_name,
        fields={
            "name": user.full_name,
            "organization": contact.organization.name,
            "username": user.username,
            "url": url,
        },
    )


def register_letters() -> None:
    register(
        "organization_invitation",
        write_invitations,
        wanted=still_invited,
        label=gettext_lazy("Invitation of a point of contact"),
        priority=SOON,
    )
