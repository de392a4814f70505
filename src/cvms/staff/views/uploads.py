"""The page about all uploads of the state, without personal data."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from cvms.accounts.access import requires
from cvms.accounts.limits.counting import TooMany
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.organizations.models import Organization
from cvms.ui.keyset import newest_first
from cvms.uploads.actions import failing
from cvms.uploads.models import Upload

from .console import console_page


class UploadFilter(forms.Form):
    """Which uploads to show."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *Upload.State.choices]
    )
    organization = forms.CharField(label=_("Organization"), required=False, max_length=100)
    number = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )

    def __init__(self, query: QueryDict) -> None:
        values = {name: query.get(name, "").replace("\x00", "") for name in self.base_fields}
        super().__init__(values)


@require_safe
@requires(Permission.SEE_ALL_ORGANIZATIONS, Permission.SEE_DELIVERY)
def uploads(request: SignedIn) -> HttpResponse:
    """List every upload of the state, newest first."""
    form = UploadFilter(request.GET)
    form.is_valid()
    found = Upload.objects.select_related("organization")
    if state := form.cleaned_data.get("state"):
        found = found.filter(state=state)
    if name := form.cleaned_data.get("organization"):
        found = found.filter(organization__in=Organization.objects.filter(name__icontains=name))
    if number := form.cleaned_data.get("number"):
        found = found.filter(organization=number)
    page = newest_first(found, request.GET.get("before", ""))
    return console_page(request, "staff/uploads.html", {"form": form, "slice": page})


@require_POST
@requires(Permission.RETRY_DELIVERY)
def retry(request: SignedIn, pk: int) -> HttpResponse:
    """Load a file again whose loading failed; its organization gets a letter about the result."""
    upload = get_object_or_404(Upload, pk=pk)
    try:
        tried = failing.try_again(upload=upload, by=request.user)
    except TooMany:
        too_much = _(
            "The account that sent this file has reached the number of people it can upload today."
        )
        messages.warning(request, too_much)
    else:
        said = _("The file is being loaded again.")
        nothing = _("Nothing to try: see the upload's state below.")
        messages.info(request, said if tried else nothing)
    return redirect("staff:uploads")
