"""The page on which an organization requests a change for people chosen from its list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record_list
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit
from cvms.recipients import chosen
from cvms.recipients.models import Recipient

from ..actions.changes import ask_for_changes
from ..changes_forms import ChangesForm, CorrectionsForm
from ..models import HelpRequest, RequestedChange

Kind = RequestedChange.Kind


@require_http_methods(["GET", "HEAD", "POST"])
@after_submit
def ask(request: SignedIn, organization: Organization) -> HttpResponse:
    """Show or send the form; `change` is the kind, `recipients` are the people's primary keys."""
    typed = request.POST if request.method == "POST" else request.GET
    if typed.get("change") not in Kind.values:
        return _not_understood(request) if request.method == "POST" else _choose_first(request)
    change = Kind(typed["change"])
    posted = _posted(request, organization)
    people = posted or chosen.chosen(request, organization)
    if not people:
        return _choose_first(request)
    kind = CorrectionsForm if change == Kind.CORRECT else ChangesForm
    form = kind(request.POST or None, people=posted if request.POST else people)
    if request.method == "POST" and form.is_valid():
        return _send(request, organization, change, form)
    record_list("recipients.listed", people, by=request.user, organization=organization.pk)
    context = {"form": form, "change": change, "people": people}
    return render(request, "helpdesk/ask_for_changes.html", context)


def _choose_first(request: SignedIn) -> HttpResponse:
    messages.warning(request, _("Choose people first, then ask."), extra_tags="loaded")
    return _to_the_list()


def _not_understood(request: SignedIn) -> HttpResponse:
    """Refuse an unknown kind of change; never guess one, which could be a removal."""
    words = _(
        "Nothing was sent: we could not tell what you ask for."
        " Choose the people, then press the button that says what is to be done."
    )
    messages.error(request, words, extra_tags="loaded")
    return _to_the_list()


def _posted(request: SignedIn, organization: Organization) -> list[Recipient]:
    """Return the people whose boxes are checked, only the organization's own."""
    typed = request.POST.getlist("recipients")
    numbers = {int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 19}
    own = Recipient.objects.of(organization).filter(pk__in=numbers)
    return list(own.order_by("by_first")[: chosen.MOST])


def _send(
    request: SignedIn, organization: Organization, change: Kind, form: ChangesForm
) -> HttpResponse:
    made: HelpRequest = ask_for_changes(
        people=form.changes(),
        change=change,
        message=form.cleaned_data["message"] or str(change.label),
        organization=organization,
        by=request.user,
    )
    chosen.forget(request)
    words = _("Your request was sent. Its number is %(number)s. We have emailed it to you.")
    messages.success(request, words % {"number": made.number}, extra_tags="loaded")
    return _to_the_list()


def _to_the_list() -> HttpResponse:
    return redirect(f"{reverse('uploads:start')}#loaded")
