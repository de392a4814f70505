"""Every upload of the organization, and the error file of each."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cvms.audit.actions import record
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit

from ..filenames import error_file_name
from ..letters import outstanding_file
from ..models import Upload
from ..standing import add_standings
from .downloads import download


@require_safe
@after_submit
def history(request: HttpRequest, organization: Organization) -> HttpResponse:
    """List every file of the organization, newest first."""
    files = Upload.objects.of(organization).files().order_by("-id")
    page = Paginator(files, 25).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    add_standings(page.object_list)
    return render(request, "uploads/history.html", {"page": page})


@require_safe
@after_submit
def errors(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Download the error file of an upload."""
    loaded = Upload.objects.of(organization).files().filter(rejected__gt=0, purged_at=None)
    upload = get_object_or_404(loaded, pk=pk)
    response = download(error_file_name(upload), outstanding_file(upload))
    record("uploads.errors_downloaded", by=request.user, on=upload, organization=organization.pk)
    return response
