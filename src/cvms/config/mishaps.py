"""What people read when the server, rather than a page, has to turn them away."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from cvms.ui.errors import Mishap, plain

TOO_SLOW = Mishap(
    _("The connection was too slow"),
    _("What you sent did not arrive in time. Nothing was saved."),
    _("Check your connection to the internet, go back, and try again."),
)
TOO_LARGE = Mishap(
    _("What you sent is too large"),
    _("What you sent is larger than this site takes. Nothing was saved."),
    _("Go back and choose a smaller file. A list of people may be split into several files."),
)
BUSY = Mishap(
    _("This site is busy"),
    _("Too many people are using this site right now. Nothing was saved."),
    _("Wait a minute, go back, and try again."),
)
UNAVAILABLE = Mishap(
    _("This site is not available right now"),
    _("This site cannot reach its records right now. Your last step may not have been saved."),
    _("Wait a minute, go back, and check before you try again."),
)


def page(mishap: Mishap, status: int, *, retry_after: int = 0) -> HttpResponse:
    """Return the mishap's page, and when to come again (seconds; 0: not said)."""
    response = plain(mishap, status)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response
