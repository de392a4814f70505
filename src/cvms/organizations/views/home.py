"""The Organization Portal's home."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cvms.accounts.requests import SignedIn

from ..actions import organizations
from ..forms import InformationForm
from ..models import Organization
from ..scope import for_point_of_contact


@require_http_methods(["GET", "HEAD", "POST"])
@for_point_of_contact
def home(request: SignedIn, organization: Organization) -> HttpResponse:
    """Step 1: review and submit the information; then the Bulk Registration tab is there."""
    stored = Organization.objects.get(pk=organization.pk)  # the page's own tabs follow what is true
    form = InformationForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        organizations.submit_information(
            organization=organization, information=form.cleaned_data, by=request.user
        )
        messages.success(
            request,
            _("Your organization's information was submitted. You can now use Bulk Registration."),
        )
        return redirect("organizations:home")
    context = {"form": form, "organization": organization}
    return render(request, "organizations/home.html", context)
