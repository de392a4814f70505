"""The rejected records of an upload, sent again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit

from .. import cells
from ..actions import correcting
from ..scope import own_upload


@require_POST
@after_submit
def correct(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Send again the rejected records whose cells were changed; the others stay as they are."""
    upload = own_upload(organization, pk)
    correction = correcting.correct(
        upload=upload,
        rows=cells.rows_of(request.POST),
        by=request.user,
        key=cells.key_of(request.POST),
        right=cells.right_lines(request.POST),
    )
    if correction is None:
        messages.warning(request, _("Nothing was changed yet. Edit the cells, then send them."))
        return redirect("uploads:detail", upload.pk)
    return redirect(reverse("uploads:detail", args=[correction.pk]) + "?created=1")
