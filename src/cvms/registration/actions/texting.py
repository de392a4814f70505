"""Send text messages to people who prefer them, when their status changes.

They get the letter too: a text only tells them to look, and says no more than the letter.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cvms.jobs.deferring import defer
from cvms.jurisdiction.profile import JURISDICTION
from cvms.mail.hold import is_held
from cvms.ui.unreviewed import bare

from .. import gateway
from ..codes import TEXT
from ..models import Registration, TextMessage

MOST_ATTEMPTS = 5
AGAIN = timedelta(minutes=10)  # wait after the first attempt; doubles after each


def queue_texts(cases: Sequence[int]) -> None:
    """Queue a text message to each person of these cases who prefers texts."""
    if not settings.TEXT_GATEWAY:
        return
    people = Registration.objects.filter(channel=TEXT, recipient__eligibility__in=cases)
    texts = [TextMessage(registration=one) for one in people.only("pk")]
    if texts:
        TextMessage.objects.bulk_create(texts, batch_size=1000)
        defer("registration.text")


def send_texts() -> int:
    """Send due text messages one by one, alongside other workers; return how many were tried."""
    sent = 0
    while not is_held() and _send_next():
        sent += 1
    return sent


@transaction.atomic
def _send_next() -> bool:
    due = TextMessage.objects.due().select_related("registration").order_by("pk")
    text = due.select_for_update(skip_locked=True, of=("self",)).first()
    if text is None or not settings.TEXT_GATEWAY:
        return False
    taken = gateway.send(text.registration.phone, words_for(text.registration.language))
    text.attempts += 1
    if taken:
        text.state = TextMessage.State.SENT
    elif text.attempts >= MOST_ATTEMPTS:
        text.state = TextMessage.State.FAILED
    text.due_at = timezone.now() + AGAIN * 2 ** (text.attempts - 1)
    text.save()
    return True


def words_for(language: str) -> str:
    """Return the text of the message in a language."""
    with translation.override(language):
        said = _("%(department)s: your status has changed. Sign in to see it: %(url)s") % {
            "department": JURISDICTION.department_short,
            "url": f"{settings.BASE_URL}/portal/",
        }
    return bare(said)
