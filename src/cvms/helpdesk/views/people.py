"""Find a person, show their page, and act for them; every view of a person is recorded."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cvms.accounts.access import requires
from cvms.accounts.limits.limits import within
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record_list
from cvms.recipients.actions.correcting import AddressTaken
from cvms.recipients.models import Recipient

from ..actions import people
from ..people import MOST, find, on_file, page_of
from ..people_forms import ChecksForm, CorrectForm, PeopleForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_PEOPLE)
def search(request: SignedIn) -> HttpResponse:
    """Search for a person; what is typed is posted, so that no URL contains it."""
    form = PeopleForm(request.POST or None)
    context = {"form": form, "most": MOST, "found": [], "more": False, "asked": False}
    if request.method == "POST" and form.is_valid() and _within_limit(request, form):
        asked = form.cleaned_data
        found = find(asked["words"], asked["date_of_birth"])
        people.record_search(found=len(found), by=request.user)
        record_list("recipients.listed", found[:MOST], by=request.user)
        context |= {"found": found[:MOST], "more": len(found) > MOST, "asked": True}
    return render(request, "helpdesk/people.html", context)


def _within_limit(request: HttpRequest, form: PeopleForm) -> bool:
    return within("look_up_person", str(request.user.pk), request=request, form=form)


@require_safe
@requires(Permission.SEE_PEOPLE)
def person(request: SignedIn, pk: int) -> HttpResponse:
    """Show a person's stage and letters, and what can be done for them."""
    return _page(request, _person(pk))


def _person(pk: int) -> Recipient:
    people_ = Recipient.objects.select_related("organization", "location", "user")
    return get_object_or_404(people_, pk=pk)


def _page(request: SignedIn, person: Recipient, **forms: object) -> HttpResponse:
    people.record_read(recipient=person, by=request.user)
    context = {
        "page": page_of(person),
        "person": person,
        "correct_form": CorrectForm(person=person),
        "checks_form": _checks(person),
        "may_correct": request.user.may(Permission.CORRECT_PEOPLE),
    }
    return render(request, "helpdesk/person.html", context | forms)


def _checks(person: Recipient, posted: QueryDict | None = None) -> ChecksForm:
    born, phone = on_file(person)
    return ChecksForm(posted, born=born, phone=phone)


Action = Callable[[SignedIn, Recipient], HttpResponse | None]


def _person_action(view: Action) -> Callable[..., HttpResponse]:
    """Decorate a POST view on one person; if it returns None, redirect to the person's page."""

    @require_POST
    @requires(Permission.CORRECT_PEOPLE)
    @wraps(view)
    def inner(request: SignedIn, pk: int) -> HttpResponse:
        return view(request, _person(pk)) or redirect("helpdesk:person", pk)

    return inner


@_person_action
def send_again(request: SignedIn, person: Recipient) -> None:
    """Send the person a new invitation."""
    if people.send_again(recipient=person, by=request.user):
        messages.success(
            request, _("A new invitation is on its way. Earlier links no longer work.")
        )
    else:
        messages.info(
            request, _("No invitation was sent: the person has an account, or asked for none.")
        )


@_person_action
def unsubscribe(request: SignedIn, person: Recipient) -> None:
    """Unsubscribe the person from invitations."""
    people.unsubscribe(recipient=person, by=request.user)
    messages.success(request, _("The person gets no more invitations. They can still register."))


@_person_action
def correct(request: SignedIn, person: Recipient) -> HttpResponse | None:
    """Correct the person's name or email."""
    form = CorrectForm(request.POST, person=person)
    if not form.is_valid():
        return _page(request, person, correct_form=form, form=form)
    said = {"email": ""} | form.cleaned_data
    try:
        changed = people.correct(recipient=person, by=request.user, **said)
    except AddressTaken:
        form.add_error("email", _("Another recipient has this email."))
        return _page(request, person, correct_form=form, form=form)
    if changed:
        messages.success(request, _("Corrected. The person is told by email."))
    else:
        messages.info(request, _("Nothing is different from what we have."))
    return None


@_person_action
def end_second_factor(request: SignedIn, person: Recipient) -> HttpResponse | None:
    """End the second factor of the person's account, after checks on the phone."""
    form = _checks(person, request.POST)
    if not form.is_valid():
        return _page(request, person, checks_form=form, form=form)
    people.end_second_factor(recipient=person, by=request.user)
    messages.success(
        request,
        _(
            "The second step was removed. The password alone is enough to sign in, and the "
            "person is told by email."
        ),
    )
    return None
