"""Show who was loaded before and is not on a whole list, and mark them as no longer here."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record_list
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit
from cvms.recipients.errands import errands_of
from cvms.recipients.invitations import add_states
from cvms.recipients.models import Recipient, RecipientQuerySet

from .. import whole_list
from ..actions import comparing
from ..models import Upload
from ..scope import own_upload
from ..standing import standing_of

PER_PAGE = 50


def _comparable(organization: Organization, pk: int) -> Upload:
    """Return the file; raise Http404 where nothing can be compared with it."""
    file = own_upload(organization, pk)
    if file.corrects_id or not whole_list.can_be_compared(file):
        raise Http404
    return file


@require_safe
@after_submit
def show(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Show the people who are not on the list: those still here, or those already marked."""
    file = _comparable(organization, pk)
    newest = whole_list.newest(organization)
    if newest and newest.pk > file.pk:
        messages.info(request, _("This is your newest whole list."))
        return redirect("uploads:whole_list", newest.pk)
    if not file.whole_list:
        return redirect("uploads:detail", pk)
    missing = whole_list.missing(file)
    here, gone = missing.filter(left_at=None), missing.filter(left_at__isnull=False)
    marked = "marked" in request.GET
    counts = {"here": here.count(), "gone": gone.count()}
    context = counts | {
        "upload": file,
        "page": _page(request, organization, gone if marked else here),
        "marked": marked,
        "most": _most_are_missing(file, counts["here"]),
        "to_correct": standing_of(file).to_correct,
        "errands": errands_of(organization),
        "files": Upload.objects.filter(whole_with=file).order_by("id"),
        "others": whole_list.may_belong(file)[: whole_list.MOST_FILES],
    }
    return render(request, "uploads/whole_list.html", context)


def _page(
    request: HttpRequest, organization: Organization, people: RecipientQuerySet
) -> Page[Recipient]:
    """Return the requested page of people; record in the audit trail that it was read."""
    found = Paginator(people.order_by("by_first").select_related("user"), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    page.object_list = shown = list(page.object_list)
    add_states(shown)
    record_list("recipients.listed", shown, by=request.user, organization=organization.pk)
    return page


def _most_are_missing(file: Upload, missing: int) -> bool:
    """Return whether over half of the people here are missing: it may be only part of a list."""
    here = Recipient.objects.of(file.organization).filter(left_at=None).count()
    return missing * 2 > here


@require_POST
@after_submit
def call(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Declare that the file, alone or with others, is the whole list, or that it is not."""
    file = _comparable(organization, pk)
    if "part" in request.POST:
        comparing.call_part(file=file, by=request.user)
        return redirect("uploads:detail", pk)
    together = _numbers(request, "with", whole_list.MOST_FILES)
    head = comparing.call_whole(file=file, by=request.user, together=together)
    return redirect("uploads:whole_list", head.pk)


_BUTTONS = ("mark", "mark-all", "back", "back-all")


@require_POST
@after_submit
def mark(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Mark all people, or those chosen, as no longer here; or undo it."""
    file = _comparable(organization, pk)
    newest = whole_list.newest(organization)
    if not file.whole_list or (newest and newest.pk > file.pk):
        return redirect("uploads:whole_list", pk)
    pressed = request.POST.get("do", "")
    back = pressed.startswith("back")
    chosen = None if pressed.endswith("all") else _numbers(request, "chosen", PER_PAGE)
    if pressed not in _BUTTONS:
        messages.error(request, _("Nothing was changed. Press one of the buttons below."))
    elif chosen == []:
        messages.warning(request, _("Choose people first."))
    else:
        act = comparing.put_back if back else comparing.mark
        _say(request, act(file=file, by=request.user, chosen=chosen), back=back)
    query = "?marked=1" if back else ""
    return redirect(reverse("uploads:whole_list", args=[pk]) + query)


def _numbers(request: HttpRequest, name: str, most: int) -> list[int]:
    numbers = request.POST.getlist(name)[:most]
    return [int(one) for one in numbers if one.isascii() and one.isdigit() and len(one) < 19]


def _say(request: HttpRequest, people: int | None, *, back: bool) -> None:
    if people is None:
        return  # the page shows the worker's progress
    if back:
        said = ngettext(
            "%(number)s person is with your organization again.",
            "%(number)s people are with your organization again.",
            people,
        )
    else:
        said = ngettext(
            "%(number)s person is marked as no longer here. “No longer here” below undoes it.",
            "%(number)s people are marked as no longer here. “No longer here” below undoes it.",
            people,
        )
    messages.success(request, said % {"number": number_format(people, use_l10n=True)})
