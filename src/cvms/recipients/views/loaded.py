"""What a point of contact can do with loaded people: one of them, some, or all found."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cvms.accounts.idle import counts_as_idle
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit

from .. import chosen, exporting
from ..actions import errands, inviting, leaving
from ..errands import errands_of
from ..models import Recipient, RecipientQuerySet
from ..rows import add_shown
from ..wanted import Wanted, wanted
from ..writable import forecast


@require_POST
@after_submit
def invite_again(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Send a person the invitation again; show the result in the person's row."""
    recipient = get_object_or_404(
        Recipient.objects.select_related("user", "upload"), pk=pk, organization=organization
    )
    name = {"name": recipient.full_name}
    if inviting.invite_again(recipient=recipient, by=request.user):
        said = _("A new invitation to %(name)s is on its way.") % name
    else:
        said = _("%(name)s needs no further invitation.") % name
    if request.htmx:
        add_shown([recipient])
        return render(request, "recipients/_rows.html", {"people": [recipient], "said": said})
    messages.info(request, said, extra_tags="loaded")
    return _to_the_list(request)


@require_http_methods(["GET", "HEAD", "POST"])
@after_submit
def send_again(request: SignedIn, organization: Organization) -> HttpResponse:
    """Show how many people get which letter; send the letters once confirmed."""
    people = wanted(request, organization).people()
    if request.method == "POST":
        letters = errands.send_again_to_all(
            people=people, organization=organization, by=request.user
        )
        if letters is not None:
            _say(request, _letters_words(letters), letters)
        return _to_the_list(request)
    context = {
        "forecast": forecast(people),
        "days": settings.AGAIN_DAYS,
        "errands": errands_of(organization),
        "back": f"{reverse('uploads:start')}?{request.GET.urlencode()}#loaded",
    }
    return render(request, "recipients/send_again.html", context)


def _letters_words(letters: int) -> str:
    return ngettext(
        "%(number)s email is on its way.",
        "%(number)s emails are on their way.",
        letters,
    )


@counts_as_idle
@require_safe
@after_submit
def under_way(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Render the part of the list that polls for the progress of bulk actions."""
    context = {"errands": errands_of(organization)}
    return render(request, "recipients/_errands.html", context)


@require_POST
@after_submit
def come_back(request: SignedIn, organization: Organization) -> HttpResponse:
    """Unmark the chosen people who were marked as no longer here."""
    chosen = _chosen_in(request, organization)
    act = errands.come_back_all if "everybody" in request.POST else leaving.come_back
    back = act(people=chosen, organization=organization, by=request.user)
    if back:
        _say(request, _back_words(back), back)
    elif back == 0:
        messages.warning(request, _("Choose people first."), extra_tags="loaded")
    return _to_the_list(request)


def _back_words(people: int) -> str:
    return ngettext(
        "%(number)s person is with your organization again.",
        "%(number)s people are with your organization again.",
        people,
    )


def _say(request: HttpRequest, words: str, number: int) -> None:
    shown = {"number": number_format(number, use_l10n=True, force_grouping=True)}
    messages.success(request, words % shown, extra_tags="loaded")


@require_POST
@after_submit
def ask_help_desk(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Open a help desk request that already lists the chosen people."""
    people = chosen.choose(request, organization, _chosen_in(request, organization))
    if not people:
        messages.warning(request, _("Choose people first, then ask."), extra_tags="loaded")
        return _to_the_list(request)
    change = "remove" if "removal" in request.POST else "correct"
    return redirect(f"{reverse('helpdesk:ask_for_changes')}?change={change}")


def _chosen_in(request: HttpRequest, organization: Organization) -> RecipientQuerySet:
    """Return the people whose boxes are checked, or everybody that the list's query finds."""
    if "everybody" in request.POST:
        return wanted(request, organization).people()
    ticked = [one for one in request.POST.getlist("chosen") if one.isascii() and one.isdigit()]
    return Recipient.objects.filter(pk__in=[int(one) for one in ticked if len(one) < 19])


@require_safe
@after_submit
def export(request: HttpRequest, organization: Organization, format: str) -> StreamingHttpResponse:  # noqa: A002
    """Download the people found, with their stages, as a CSV file or workbook."""
    if format not in exporting.FORMATS:
        raise Http404
    ask = wanted(request, organization)
    record(
        "recipients.exported",
        by=request.user,
        on=organization,
        organization=organization.pk,
        people=ask.people().count(),
        format=format,
    )
    return _download(ask, format)


def _download(ask: Wanted, ending: str) -> StreamingHttpResponse:
    media_type, write = exporting.FORMATS[ending]
    response = StreamingHttpResponse(write(ask.in_order()), content_type=media_type)
    name = f"recipients_{timezone.localdate():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _to_the_list(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('uploads:start')}?{request.GET.urlencode()}#loaded")
