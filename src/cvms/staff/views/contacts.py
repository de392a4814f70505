"""Act on points of contact from an organization's page: add, invite again, revoke, deactivate."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.organizations.actions import contacts
from cvms.organizations.forms import ContactForm
from cvms.organizations.models import Organization, PointOfContact

from .organizations import already, show


@require_POST
@requires(Permission.MANAGE_ORGANIZATIONS)
def add(request: SignedIn, pk: int) -> HttpResponse:
    """Invite another person to act for the organization."""
    organization = get_object_or_404(Organization.objects.seen_by(request.user), pk=pk)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return show(request, organization, form, status=422)
    try:
        contact = contacts.add(organization=organization, **form.cleaned_data, by=request.user)
    except contacts.AlreadyPointOfContact as known:
        form.add_error("email", already(known.organization))
        return show(request, organization, form, status=422)
    except contacts.OrganizationDeactivated:
        return _deactivated(request, organization)
    words = _("%(name)s was added and gets an email within minutes.")
    messages.success(request, words % {"name": contact.user.full_name})
    return redirect("staff:organization", pk)


def _deactivated(request: HttpRequest, organization: Organization) -> HttpResponse:
    messages.warning(request, _("Reactivate the organization first."))
    return redirect("staff:organization", organization.pk)


def _contact(request: SignedIn, pk: int) -> PointOfContact:
    organizations = Organization.objects.seen_by(request.user)
    contacts_seen = PointOfContact.objects.filter(organization__in=organizations)
    return get_object_or_404(contacts_seen.select_related("user", "organization"), pk=pk)


def _button(action: Callable[..., Any], done: Any, needless: Any = "") -> Callable[..., Any]:
    """Return a POST view that calls an action on a point of contact.

    It shows the words of `done`, or of `needless` if the action returned False.
    """

    @require_POST
    @requires(Permission.MANAGE_ORGANIZATIONS)
    def press(request: SignedIn, pk: int) -> HttpResponse:
        contact = _contact(request, pk)
        try:
            did_nothing = action(contact=contact, by=request.user) is False
        except contacts.OrganizationDeactivated:
            return _deactivated(request, contact.organization)
        say = messages.info if did_nothing else messages.success
        words = needless() if did_nothing else done()
        say(request, words % {"name": contact.user.full_name})
        return redirect("staff:organization", contact.organization_id)

    return press


invite_again = _button(
    contacts.invite_again,
    lambda: _("A new invitation to %(name)s is on its way. Earlier links no longer work."),
    lambda: _("%(name)s has an account already and can use Forgot your password?"),
)
revoke = _button(
    contacts.revoke,
    lambda: _("The invitation of %(name)s was revoked. Its link no longer works."),
    lambda: _("%(name)s has used the invitation already. You can deactivate the account."),
)
deactivate = _button(
    contacts.deactivate,
    lambda: _("%(name)s can no longer sign in."),
)
reactivate = _button(
    contacts.reactivate,
    lambda: _("%(name)s can sign in again."),
)
