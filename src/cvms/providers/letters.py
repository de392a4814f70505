"""The invitation of a location manager."""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cvms.accounts.links import mint
from cvms.accounts.models import PasswordLink
from cvms.mail.kinds import SOON, Letter, register
from cvms.mail.models import Message

from .actions.keeping import INVITATION
from .models import LocationManager


def write_invitations(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write invitations with a link to set a password, or to sign in for people who have one."""
    managers = (
        _employed()
        .select_related("user", "location")
        .in_bulk([message.about for message in messages])
    )
    new = [manager.user for manager in managers.values() if not manager.user.password_changed_at]
    urls = mint(new, PasswordLink.Purpose.INVITATION)
    return {
        message.pk: _invitation(manager, urls.get(manager.user_id, ""))
        for message in messages
        if (manager := managers.get(message.about))
    }


def _employed() -> QuerySet[LocationManager]:
    return LocationManager.objects.filter(user__is_active=True)


def still_employed(numbers: Collection[int]) -> Collection[int]:
    """Return the location managers among these whose account is active."""
    return set(_employed().filter(pk__in=numbers).values_list("pk", flat=True))


def _invitation(manager: LocationManager, url: str) -> Letter:
    user = manager.user
    with translation.override(user.language):
        subject = _("You manage a location in the CVMS Provider Pages")
    return Letter(
        user.email,
        subject,
        "providers/mail/invitation",
        {
            "location": manager.location,
            "user": user,
            "url": url,
            "sign_in_url": settings.BASE_URL + reverse("accounts:sign_in_provider"),
            "days": settings.INVITATION_DAYS,
        },
        user.language,
    )


def register_letters() -> None:
    register(
        INVITATION,
        write_invitations,
        wanted=still_employed,
        label=gettext_lazy("Invitation to a location manager"),
        priority=SOON,
    )
