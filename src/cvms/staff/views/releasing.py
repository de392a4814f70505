"""Release mail that is held because this database seems to be a copy."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.mail import actions


@require_POST
@requires(Permission.RELEASE_MAIL)
def release(request: SignedIn) -> HttpResponse:
    """Send what waits, once a person confirms that no other system sends the same letters."""
    if "alone" not in request.POST:
        messages.error(
            request,
            _("Check the box first: if two systems send the same emails, people get them twice."),
        )
    elif actions.release(by=request.user):
        messages.success(request, _("Mail is released. The emails that waited are being sent."))
    else:
        messages.info(request, _("There was nothing to release."))
    return redirect("staff:delivery")
