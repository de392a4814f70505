"""The Organization Portal's home, and the organization's information."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cvms.accounts.requests import SignedIn
from cvms.jurisdiction.counties import counties

from ..actions import organizations
from ..forms import InformationForm
from ..models import Organization
from ..scope import for_point_of_contact
from ..summary import summary_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_point_of_contact
def home(request: SignedIn, organization: Organization) -> HttpResponse:
    """Show the guide's step 1 until the information is submitted, and then a summary."""
    if not organization.submitted or request.method == "POST":
        return _information(request, organization, "organizations/first_step.html")
    summary = summary_of(request, organization)
    context = {
        "organization": organization,
        "county": counties().get(organization.county, ""),
        "waiting": summary.waiting,
        "parts": summary.parts,
    }
    return render(request, "organizations/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_point_of_contact
def information(request: SignedIn, organization: Organization) -> HttpResponse:
    """Show or change the organization's information."""
    return _information(request, organization, "organizations/information.html")


def _information(request: SignedIn, organization: Organization, template: str) -> HttpResponse:
    stored = Organization.objects.get(
        pk=organization.pk
    )  # so that the page's tabs do not use unsaved input
    form = InformationForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        was_submitted = organization.submitted
        organizations.submit_information(
            organization=organization, information=form.cleaned_data, by=request.user
        )
        messages.success(request, _said(was_submitted=was_submitted))
        return redirect("organizations:home")
    context = {"form": form, "organization": organization}
    return render(request, template, context)


def _said(*, was_submitted: bool) -> str:
    if was_submitted:
        return _("Your organization's information was changed.")
    return _("Your organization's information was submitted. You can now use Bulk Registration.")
