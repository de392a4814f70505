"""The letter that tells managers of staff accounts that an account was created or given roles.

So a person other than its maker notices an account that should not exist.
"""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cvms.mail.actions import send as send_mail
from cvms.mail.kinds import SOON, Letter, register
from cvms.mail.models import Message
from cvms.ui.portals import PORTALS

from ..models import Portal, User
from ..permissions import ROLE_PERMISSIONS, Permission, Role

ACCESS_GIVEN = "staff_access_given"
_ANSWER_FOR_IT = [role for role, may in ROLE_PERMISSIONS.items() if Permission.MANAGE_STAFF in may]


def tell(user: User, *, by: User | None) -> None:
    """Write to all who manage staff accounts, except the acting person and the account's owner."""
    others = _readers().exclude(pk__in=[user.pk, *([by.pk] if by else [])])
    if numbers := list(others.values_list("pk", flat=True)):
        send_mail(ACCESS_GIVEN, numbers, batch=user.pk)


def _readers() -> QuerySet[User]:
    return User.objects.filter(
        portal=Portal.STAFF, is_active=True, roles__overlap=_ANSWER_FOR_IT
    ).order_by("pk")


def still_answering(numbers: Collection[int]) -> Collection[int]:
    """Return the accounts among these that still manage staff accounts."""
    return list(_readers().filter(pk__in=numbers).values_list("pk", flat=True))


def write(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write to each reader about the account whose primary key is the message's batch."""
    readers = _readers().in_bulk([message.about for message in messages])
    accounts = User.objects.select_related("making__maker").in_bulk(
        [message.batch for message in messages if message.batch]
    )
    return {
        message.pk: _letter(readers[message.about], accounts[message.batch])
        for message in messages
        if message.about in readers and message.batch in accounts
    }


def _letter(reader: User, account: User) -> Letter:
    making = getattr(account, "making", None)
    with translation.override(reader.language):
        subject = _("A staff account was given access")
        roles = ", ".join(str(Role(role).label) for role in account.roles)
    return Letter(
        reader.email,
        subject,
        "accounts/mail/given",
        {"by_command": making is None},
        reader.language,
        fields={
            "account": account.full_name,
            "email": account.email,
            "roles": roles,
            "maker": making.maker.full_name if making else "",
            "url": settings.BASE_URL + reverse(PORTALS[Portal.STAFF].home),
        },
    )


def register_letters() -> None:
    register(
        ACCESS_GIVEN,
        write,
        wanted=still_answering,
        label=gettext_lazy("Notice: a staff account was given access"),
        priority=SOON,
    )
