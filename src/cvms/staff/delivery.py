"""Uploads and mail of the whole state; neither page shows a word of anybody's."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.mail import actions as mail
from cvms.mail.models import Message
from cvms.organizations.models import Organization
from cvms.ui.keyset import newest_first
from cvms.uploads.actions import failing
from cvms.uploads.models import Upload

from .models import Count, MailCount
from .rights import console_page
from .stuck import mail_trouble

KINDS = {
    "recipient_invitation": _("Invitation of a recipient"),
    "organization_invitation": _("Invitation of a point of contact"),
    "password_link": _("Password link"),
    "upload_report": _("Report on an upload"),
    "upload_failure": _("Failure of an upload"),
    "became_eligible": _("Became eligible"),
    "location_manager_invitation": _("Location manager invitation"),
    "help_received": _("Help received"),
    "help_answer": _("Help answer"),
    "help_closed": _("Help closed"),
    "help_removed": _("Help removed"),
}
STATES = (
    (_("Waiting"), (Message.State.QUEUED, Message.State.SENDING)),
    (pgettext_lazy("messages", "Sent"), (Message.State.SENT,)),
    (_("Failed"), (Message.State.FAILED,)),
    (pgettext_lazy("messages", "Bounced"), (Message.State.BOUNCED,)),
    (_("No longer wanted"), (Message.State.DROPPED,)),
)


class UploadFilter(forms.Form):
    """Which uploads to show."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *Upload.State.choices]
    )
    organization = forms.CharField(label=_("Organization"), required=False, max_length=100)
    number = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )

    def __init__(self, query: QueryDict) -> None:
        values = {name: query.get(name, "").replace("\x00", "") for name in self.base_fields}
        super().__init__(values)


@require_safe
@requires(Permission.SEE_ALL_ORGANIZATIONS, Permission.SEE_DELIVERY)
def uploads(request: HttpRequest) -> HttpResponse:
    """Every upload of the state, newest first."""
    form = UploadFilter(request.GET)
    form.is_valid()
    found = Upload.objects.select_related("organization")
    if state := form.cleaned_data.get("state"):
        found = found.filter(state=state)
    if name := form.cleaned_data.get("organization"):
        found = found.filter(organization__in=Organization.objects.filter(name__icontains=name))
    if number := form.cleaned_data.get("number"):
        found = found.filter(organization=number)
    page = newest_first(found, request.GET.get("before", ""))
    return console_page(request, "staff/uploads.html", {"form": form, "slice": page})


@require_POST
@requires(Permission.RETRY_DELIVERY)
def upload_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Load a file whose loading failed; its organization is told how it ends."""
    if failing.try_again(upload=get_object_or_404(Upload, pk=pk), by=request.user):
        messages.success(request, _("The file is being loaded again."))
    else:
        messages.info(request, _("Nothing to try: see the upload's state below."))
    return redirect("staff:uploads")


@require_safe
@requires(Permission.SEE_DELIVERY)
def delivery(request: HttpRequest) -> HttpResponse:
    """How much mail of each kind is in each state, what waits, and what failed and why."""
    page = newest_first(Message.objects.failed(), request.GET.get("before", ""))
    for message in page.rows:
        message.words = kind_words(message.kind)
    reasons = MailCount.objects.filter(state=Message.State.FAILED).order_by("-messages", "id")
    context = {
        "count": Count.objects.first(),
        "states": [words for words, _states in STATES],
        "rows": _table(),
        "trouble": mail_trouble(),
        "reasons": [reason for reason in reasons if reason.reason],
        "slice": page,
    }
    return console_page(request, "staff/delivery.html", context)


def kind_words(kind: str) -> str:
    return str(KINDS.get(kind) or kind.replace("_", " ").capitalize())


def _table() -> list[tuple[str, list[int]]]:
    """For each kind of message how many are in each of STATES, as last counted."""
    counts: dict[str, dict[str, int]] = {}
    for kind, state, messages_ in MailCount.objects.values_list("kind", "state").annotate(
        Sum("messages")
    ):
        counts.setdefault(kind, {})[state] = messages_
    return [
        (kind_words(kind), [sum(found.get(one, 0) for one in states) for _words, states in STATES])
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
    """Send again all that failed for one reason, such as a wrong setting of the mail server."""
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
