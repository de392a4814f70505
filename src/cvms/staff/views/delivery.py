"""The page about all mail of the state, without personal data."""

from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.mail import actions as mail
from cvms.mail.kinds import label_of
from cvms.mail.models import Message, Pause
from cvms.ui.keyset import newest_first

from ..models import Count, MailCount
from ..stuck import mail_hold, mail_trouble
from .console import console_page

STATES = (
    (_("Waiting"), (Message.State.QUEUED, Message.State.SENDING)),
    (pgettext_lazy("messages", "Sent"), (Message.State.SENT,)),
    (pgettext_lazy("messages", "Failed"), (Message.State.FAILED,)),
    (pgettext_lazy("messages", "Bounced"), (Message.State.BOUNCED,)),
    (_("No longer needed"), (Message.State.DROPPED,)),
)


@require_safe
@requires(Permission.SEE_DELIVERY)
def delivery(request: SignedIn) -> HttpResponse:
    """Show how much mail of each kind is in each state, what waits, and what failed and why."""
    page = newest_first(Message.objects.failed(), request.GET.get("before", ""))
    for message in page.rows:
        message.words = label_of(message.kind)
    reasons = MailCount.objects.filter(state=Message.State.FAILED).order_by("-messages", "id")
    context = {
        "count": Count.objects.first(),
        "states": [words for words, _states in STATES],
        "rows": _table(),
        "trouble": mail_trouble(),
        "hold": mail_hold(),
        "pauses": Pause.objects.active().order_by("since"),
        "reasons": [reason for reason in reasons if reason.reason],
        "slice": page,
    }
    return console_page(request, "staff/delivery.html", context)


def _table() -> list[tuple[str, list[int]]]:
    """Return for each kind of message how many are in each of STATES, as last counted."""
    counts: dict[str, dict[str, int]] = {}
    for kind, state, messages_ in MailCount.objects.values_list("kind", "state").annotate(
        Sum("messages")
    ):
        counts.setdefault(kind, {})[state] = messages_
    return [
        (label_of(kind), [sum(found.get(one, 0) for one in states) for _words, states in STATES])
        for kind, found in sorted(counts.items())
    ]


@require_POST
@requires(Permission.RETRY_DELIVERY)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one failed message again."""
    return _retried(request, Message.objects.filter(pk=pk), message=pk)


@require_POST
@requires(Permission.RETRY_DELIVERY)
def retry_reason(request: HttpRequest) -> HttpResponse:
    """Send again all messages that failed for one reason, such as a wrong mail server setting."""
    reason = request.POST.get("reason", "").replace("\x00", "")
    if not reason:
        return redirect("staff:delivery")
    return _retried(request, Message.objects.filter(reason=reason), reason=reason)


def _retried(request: HttpRequest, found: Any, **details: Any) -> HttpResponse:
    count = mail.retry(messages=found, by=request.user, **details)
    words = ngettext(
        "%(number)s message is on its way again.",
        "%(number)s messages are on their way again.",
        count,
    )
    messages.success(request, words % {"number": number_format(count, force_grouping=True)})
    return redirect("staff:delivery")
