"""The console's home page: what is stuck, as far as the user may see it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.ui import navigation

from .. import stuck
from ..today import today
from .console import console_page


@require_safe
@requires(Permission.USE_STAFF_CONSOLE)
def home(request: SignedIn) -> HttpResponse:
    """Show state staff what is stuck; send roles that cannot see it to their own tab."""
    may = request.user.may
    if not (may(Permission.SEE_ALL_ORGANIZATIONS) or may(Permission.SEE_DELIVERY)):
        return _first_tab(request)
    context: dict[str, object] = {"answer_days": settings.ANSWER_DAYS}
    context |= dict.fromkeys(("unanswered", "not_loaded", "mail", "jobs"))
    context |= {"today": today(), "hold": stuck.mail_hold()}
    if may(Permission.SEE_ALL_ORGANIZATIONS):
        context |= {"unanswered": stuck.unanswered(), "not_loaded": stuck.uploads_not_loaded()}
    if may(Permission.SEE_DELIVERY):
        context |= {"mail": stuck.mail_trouble(), "jobs": stuck.failed_jobs()}
    return console_page(request, "staff/home.html", context)


def _first_tab(request: HttpRequest) -> HttpResponse:
    tabs = [item.url for item in navigation.items(request) if item.url != request.path]
    return redirect(tabs[0])
