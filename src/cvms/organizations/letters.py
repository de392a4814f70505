"""The letter that invites a point of contact."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from cvms.accounts.links import mint
from cvms.accounts.models import PasswordLink
from cvms.jurisdiction.profile import JURISDICTION
from cvms.mail.kinds import SOON, Letter, register
from cvms.mail.models import Message

from .models import PointOfContact


def write_invitations(messages: Sequence[Message]) -> dict[int, Letter]:
    """The way in for each point of contact; one who came in meanwhile needs none."""
    contacts = (
        PointOfContact.objects.filter(user__is_active=True, user__password_changed_at__isnull=True)
        .select_related("user", "organization")
        .in_bulk([message.about for message in messages])
    )
    users = [contact.user for contact in contacts.values()]
    urls = mint(users, PasswordLink.Purpose.INVITATION)
    return {
        message.pk: _invitation(contact, urls[contact.user_id])
        for message in messages
        if (contact := contacts.get(message.about))
    }


def _invitation(contact: PointOfContact, url: str) -> Letter:
    user = contact.user
    with translation.override(user.language):
        subject = _("Complete your registration in the CVMS Organization Portal")
    return Letter(
        user.email,
        subject,
        "organizations/mail/invitation",
        {"contact": contact, "user": user, "url": url, "days": settings.INVITATION_DAYS},
        user.language,
        JURISDICTION.organization_sender_name,
    )


def register_letters() -> None:
    register("organization_invitation", write_invitations, priority=SOON)
