"""The console's first page: what is stuck, as far as the reader may see it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission

from . import stuck
from .rights import console_page


@require_safe
@requires(Permission.USE_STAFF_CONSOLE)
def home(request: HttpRequest) -> HttpResponse:
    """Where everybody of the state's own starts."""
    may = request.user.may
    context: dict[str, object] = {"answer_days": settings.ANSWER_DAYS}
    context |= dict.fromkeys(("unanswered", "refused", "mail", "jobs"))
    if may(Permission.SEE_ALL_ORGANIZATIONS):
        context |= {"unanswered": stuck.unanswered(), "refused": stuck.refused_uploads()}
    if may(Permission.SEE_DELIVERY):
        context |= {"mail": stuck.mail_trouble(), "jobs": stuck.failed_jobs()}
    return console_page(request, "staff/home.html", context)
