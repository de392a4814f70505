"""Resume mail to a destination that was paused because we had to fix something."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.mail import actions
from cvms.mail.models import Pause


@require_POST
@requires(Permission.RETRY_DELIVERY)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Send to the destination again, including what waited for it."""
    pause = get_object_or_404(Pause, pk=pk)
    count = actions.resume(pause=pause, by=request.user)
    if count is None:
        messages.info(request, _("Mail goes there again already."))
    else:
        words = ngettext(
            "Mail goes there again. %(number)s message waited for it.",
            "Mail goes there again. %(number)s messages waited for it.",
            count,
        )
        messages.success(request, words % {"number": number_format(count, force_grouping=True)})
    return redirect("staff:delivery")
