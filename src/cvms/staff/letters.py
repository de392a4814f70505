"""The letter that tells state IT that mail to a destination is paused."""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.jurisdiction.profile import JURISDICTION
from cvms.mail import actions as mail
from cvms.mail.kinds import URGENT, Letter, register
from cvms.mail.models import Message, Pause

KIND = "mail_paused"


def tell_state_it(pause: Pause) -> None:
    """Queue a letter about a pause to each account of state IT."""
    state_it = User.objects.filter(roles__contains=[Role.STATE_IT], is_active=True)
    mail.send(KIND, state_it.values_list("pk", flat=True), batch=pause.pk)


def write(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write to each active account, unless the pause is over."""
    users = User.objects.filter(is_active=True).in_bulk([one.about for one in messages])
    pauses = Pause.objects.active().in_bulk([one.batch for one in messages])
    return {
        message.pk: _letter(users[message.about], pauses[message.batch])
        for message in messages
        if message.about in users and message.batch in pauses
    }


def still_open(numbers: Collection[int]) -> Collection[int]:
    """Return the accounts among these that are active."""
    return list(User.objects.filter(is_active=True, pk__in=numbers).values_list("pk", flat=True))


def _letter(user: User, pause: Pause) -> Letter:
    with translation.override(user.language):
        subject = _("Mail is paused in the %(program)s") % {"program": JURISDICTION.program}
        context = {
            "everything": pause.is_of_everything,
            "destination": pause.destination,
            "reason": pause.reason_words,
            "url": settings.BASE_URL + reverse("staff:delivery"),
        }
    return Letter(user.email, subject, "staff/mail/paused", context, user.language)


def register_letters() -> None:
    """Register the letter, and send it whenever a destination is paused."""
    label = gettext_lazy("Notice: mail is paused")
    register(KIND, write, wanted=still_open, label=label, priority=URGENT)
    mail.on_pause(tell_state_it)
