"""Pages about colleagues: invite, revoke, hand over, and change the user's own name."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cvms.accounts.requests import SignedIn

from ..actions import contacts, handing_over
from ..colleague_forms import ColleagueForm, HandOverForm, NameForm
from ..models import Organization, PointOfContact
from ..scope import for_point_of_contact


@require_http_methods(["GET", "HEAD", "POST"])
@for_point_of_contact
def colleagues(request: SignedIn, organization: Organization) -> HttpResponse:
    """List the organization's points of contact, or invite another one."""
    form = ColleagueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            contact = contacts.add(organization=organization, **form.cleaned_data, by=request.user)
        except contacts.AlreadyPointOfContact as known:
            form.add_error("email", _already(organization, known.organization))
        except contacts.OrganizationDeactivated:
            return _closed(request)
        else:
            words = _("%(name)s was invited and gets an email within minutes.")
            messages.success(request, words % {"name": contact.user.full_name})
            return redirect("organizations:colleagues")
    people = organization.points_of_contact.select_related("user", "added_by")
    context = {
        "organization": organization,
        "contacts": people,
        "form": form,
    }
    return render(request, "organizations/colleagues.html", context)


def _already(own: Organization, theirs: Organization) -> str:
    if own.pk == theirs.pk:
        return _("This person is on the list above already.")
    return _("This person is already the point of contact of an organization.")


def _closed(request: SignedIn) -> HttpResponse:
    """Tell that nothing was done, because the organization was deactivated meanwhile."""
    words = _("Nobody was invited: your organization's access was closed. Call the help desk.")
    messages.error(request, words)
    return redirect("organizations:colleagues")


@require_POST
@for_point_of_contact
def invite_again(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Send a colleague the invitation again."""
    contact = _colleague(organization, pk)
    invited = contact.standing == PointOfContact.Standing.INVITED
    try:
        again = invited and contacts.invite_again(contact=contact, by=request.user)
    except contacts.OrganizationDeactivated:
        return _closed(request)
    if again:
        words = _("A new invitation to %(name)s is on its way. Earlier links no longer work.")
    else:
        words = _("%(name)s needs no further invitation.")
    messages.info(request, words % {"name": contact.user.full_name})
    return redirect("organizations:colleagues")


@require_POST
@for_point_of_contact
def take_back(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Revoke an invitation that went to a wrong person."""
    contact = _colleague(organization, pk)
    if contacts.revoke(contact=contact, by=request.user):
        words = _("The invitation of %(name)s was revoked. Its link no longer works.")
    else:
        words = _("%(name)s has an account already. The help desk can close it.")
    messages.info(request, words % {"name": contact.user.full_name})
    return redirect("organizations:colleagues")


def _colleague(organization: Organization, pk: int) -> PointOfContact:
    found = PointOfContact.objects.filter(organization=organization)
    return get_object_or_404(found.select_related("user", "organization"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_point_of_contact
def hand_over(request: SignedIn, organization: Organization) -> HttpResponse:
    """Deactivate the user's own account in favor of a colleague who can sign in."""
    others = organization.points_of_contact.at_work().exclude(user=request.user)
    form = HandOverForm(request.POST or None, colleagues=others.select_related("user"))
    if request.method == "POST" and form.is_valid():
        own = get_object_or_404(organization.points_of_contact, user=request.user)
        try:
            handing_over.hand_over(contact=own, to=form.cleaned_data["to"], by=request.user)
        except handing_over.NobodyThere:
            messages.error(request, _("This colleague can no longer sign in. Choose another one."))
            return redirect("organizations:hand_over")
        logout(request)
        messages.success(request, _("You have handed over, and your account is closed. Thank you."))
        return redirect("accounts:sign_in_organization")
    context = {"form": form, "organization": organization, "has_colleagues": others.exists()}
    return render(request, "organizations/hand_over.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_point_of_contact
def own_name(request: SignedIn, organization: Organization) -> HttpResponse:
    """Change the user's own name."""
    user = request.user
    names = {"first_name": user.first_name, "last_name": user.last_name}
    form = NameForm(request.POST or None, initial=names)
    if request.method == "POST" and form.is_valid():
        own = get_object_or_404(organization.points_of_contact, user=user)
        contacts.rename(contact=own, **form.cleaned_data, by=user)
        messages.success(request, _("Your name was changed."))
        return redirect("organizations:colleagues")
    return render(request, "organizations/own_name.html", {"form": form})
