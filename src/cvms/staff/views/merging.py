"""Pages to correct a point of contact, and to merge two organizations."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.organizations.actions.contacts import AlreadyPointOfContact
from cvms.organizations.forms import ContactForm
from cvms.organizations.models import Organization, PointOfContact

from ..actions import organizations
from .console import console_page
from .organizations import already

MOST = 25  # organizations to choose from


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_ORGANIZATIONS)
def correct_contact(request: SignedIn, pk: int) -> HttpResponse:
    """Correct the name and the email of a point of contact."""
    seen = Organization.objects.seen_by(request.user)
    contacts = PointOfContact.objects.filter(organization__in=seen)
    contact = get_object_or_404(contacts.select_related("user", "organization"), pk=pk)
    known = {name: getattr(contact.user, name) for name in ("first_name", "last_name", "email")}
    form = ContactForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            organizations.correct_contact(contact=contact, by=request.user, **form.cleaned_data)
        except AlreadyPointOfContact as taken:
            form.add_error("email", already(taken.organization))
        else:
            messages.success(
                request, _("Corrected. If the email has changed, we tell both addresses.")
            )
            return redirect("staff:organization", contact.organization_id)
    return console_page(request, "staff/contact.html", {"form": form, "contact": contact})


class MergeForm(forms.Form):
    """The organization to keep, chosen from those whose name contains `words`."""

    words = forms.CharField(
        label=gettext_lazy("Name of the organization to keep"), required=False, max_length=100
    )
    into = forms.ModelChoiceField(
        label=gettext_lazy("Organization to keep"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, offered: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        into.queryset = offered
        into.label_from_instance = _named


def _named(organization: Organization) -> str:
    """Return a name with city and primary key, to distinguish organizations with the same name."""
    city = f", {organization.city}" if organization.city else ""
    return f"{organization.name}{city} ({organization.pk})"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_ORGANIZATIONS)
def merge(request: SignedIn, pk: int) -> HttpResponse:
    """Merge an organization into another one, which is first searched, then chosen."""
    seen = Organization.objects.seen_by(request.user)
    organization = get_object_or_404(seen, pk=pk)
    words = request.POST.get("words", "").replace("\x00", "")[:100] or organization.name
    others = seen.exclude(pk=pk).filter(name__icontains=words).order_by("name", "pk")
    offered = seen.filter(pk__in=list(others.values_list("pk", flat=True)[:MOST]))
    form = MergeForm(request.POST or None, offered=offered, initial={"words": words})
    if "merge" in request.POST and form.is_valid():
        into = form.cleaned_data["into"]
        if into is None:
            form.add_error("into", _("Choose the organization to keep."))
        else:
            return _merged(request, organization, into)
    context = {"form": form, "organization": organization, "found": offered.exists()}
    return console_page(request, "staff/merge.html", context)


def _merged(request: SignedIn, organization: Organization, into: Organization) -> HttpResponse:
    name = organization.name
    try:
        organizations.merge(organization=organization, into=into, by=request.user)
    except organizations.AlreadyMerged:
        messages.warning(request, _("A colleague merged one of the two in the meantime."))
        return redirect("staff:organizations")
    messages.success(request, _("%(name)s was merged.") % {"name": name})
    return redirect("staff:organization", into.pk)
