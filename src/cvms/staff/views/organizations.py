"""Pages of organizations: the list, one organization, inviting, deactivating."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record_list
from cvms.helpdesk.models import HelpRequest
from cvms.jurisdiction.counties import counties
from cvms.mail.models import Message
from cvms.organizations.actions import inviting, organizations
from cvms.organizations.actions.contacts import INVITATION
from cvms.organizations.forms import ContactForm, InviteForm
from cvms.organizations.inviting_form import invited_by
from cvms.organizations.models import Organization, PointOfContact
from cvms.recipients.models import Recipient
from cvms.recipients.tally import stages_of, tally_of
from cvms.uploads.models import Upload

from ..listing import Listing, listing, remember, unanswered_before
from .console import console_page

UPLOADS_SHOWN = 10
MOST_AT_ONCE = 500  # organizations invited again at once
REQUESTS_SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_ALL_ORGANIZATIONS)
def index(request: SignedIn) -> HttpResponse:
    """List every organization with its state and next step; a filter is posted."""
    if request.method == "POST":
        return redirect(f"{request.path}?{remember(request)}")
    found = listing(request)
    record_list("organizations.contacts_read", _contacts(found), by=request.user)
    context = {"listing": found, "late": unanswered_before()}
    return console_page(request, "staff/organizations.html", context)


def _contacts(found: Listing) -> list[PointOfContact]:
    """Return the points of contact whom the page names."""
    return [one for row in found.page for one in row.points_of_contact.all()]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_ORGANIZATIONS)
def invite(request: SignedIn) -> HttpResponse:
    """Invite one organization."""
    form = InviteForm(request.POST or None)
    organization = invited_by(request, form)
    if organization:
        words = _("%(name)s was invited. Its point of contact gets an email within minutes.")
        messages.success(request, words % {"name": organization.name})
        return redirect("staff:organization", organization.pk)
    return console_page(request, "staff/invite.html", {"form": form})


@require_POST
@requires(Permission.MANAGE_ORGANIZATIONS)
def invite_unanswered_again(request: SignedIn) -> HttpResponse:
    """Send the invitation again to every organization that has not answered in time."""
    seen = Organization.objects.seen_by(request.user).unanswered_since(unanswered_before())
    late = list(seen.order_by("invited_at", "id")[:MOST_AT_ONCE])
    count = inviting.invite_all_again(organizations=late, by=request.user)
    words = ngettext(
        "%(count)d invitation is on its way again. Earlier links no longer work.",
        "%(count)d invitations are on their way again. Earlier links no longer work.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect("staff:organizations")


def already(organization: Organization) -> str:
    """Return why an address cannot be invited, for users who may see every organization."""
    words = _("This person is already the point of contact of %(name)s.")
    return words % {"name": organization.name}


@require_safe
@requires(Permission.SEE_ALL_ORGANIZATIONS)
def organization(request: SignedIn, pk: int) -> HttpResponse:
    """Show an organization, without its people's data."""
    return show(request, _organization(request, pk), ContactForm())


def show(
    request: SignedIn, organization: Organization, form: ContactForm, status: int = 200
) -> HttpResponse:
    """Render an organization's page, with the form that adds a point of contact."""
    contacts = contacts_of(organization)
    stages = _stages(organization)
    record_list(
        "organizations.contacts_read", contacts, by=request.user, organization=organization.pk
    )
    context = {
        "organization": organization,
        "county": counties().get(organization.county, ""),
        "contacts": contacts,
        "uploads": Upload.objects.of(organization).order_by("-id")[:UPLOADS_SHOWN],
        "people": sum(number for _label, number in stages),
        "stages": stages,
        "requests": _requests(organization),
        "form": form,
    }
    return console_page(request, "staff/organization.html", context, status=status)


def _organization(request: SignedIn, pk: int) -> Organization:
    seen = Organization.objects.seen_by(request.user).select_related("invited_by")
    return get_object_or_404(seen, pk=pk)


def contacts_of(organization: Organization) -> list[PointOfContact]:
    """Return the points of contact, each with `letter`: the latest invitation, or None."""
    contacts = list(organization.points_of_contact.select_related("user", "added_by"))
    letters = Message.objects.filter(kind=INVITATION, about__in=[one.pk for one in contacts])
    latest = {letter.about: letter for letter in letters.order_by("about", "id")}
    for contact in contacts:
        contact.organization = organization
        contact.letter = latest.get(contact.pk)
    return contacts


def _stages(organization: Organization) -> list[tuple[Any, int]]:
    """Return how many of its people are at each stage, as its points of contact see it."""
    people = stages_of(tally_of(organization))
    return [(stage.label, people[stage]) for stage in Recipient.Stage if people.get(stage)]


def _requests(organization: Organization) -> QuerySet[HelpRequest]:
    """Return the latest requests of its points of contact to the help desk, without their text."""
    asked = HelpRequest.objects.filter(organization=organization).order_by("-id")
    return asked.only("number", "topic", "state", "created_at", "updated_at")[:REQUESTS_SHOWN]


@require_POST
@requires(Permission.MANAGE_ORGANIZATIONS)
def deactivate(request: SignedIn, pk: int) -> HttpResponse:
    """Deactivate the organization."""
    organization = _organization(request, pk)
    organizations.deactivate(organization=organization, by=request.user)
    messages.success(
        request,
        _("%(name)s was deactivated. Nobody can sign in for it until you reactivate it.")
        % {"name": organization.name},
    )
    return redirect("staff:organization", pk)


@require_POST
@requires(Permission.MANAGE_ORGANIZATIONS)
def reactivate(request: SignedIn, pk: int) -> HttpResponse:
    """Reactivate the organization."""
    organization = _organization(request, pk)
    organizations.reactivate(organization=organization, by=request.user)
    messages.success(request, _("%(name)s was reactivated.") % {"name": organization.name})
    return redirect("staff:organization", pk)
