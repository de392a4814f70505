"""The texts of the error pages: what happened, and what to do next."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """The text of one error page: its heading, what happened, and what to do next."""

    heading: "_StrPromise"
    happened: "_StrPromise"
    next: "_StrPromise"


NOT_UNDERSTOOD = ErrorWords(
    _("The request could not be read"),
    _(
        "Something in the address or the form was not in a form this site understands. "
        "Nothing was saved."
    ),
    _("Go back, reload the page, and try again."),
)
NO_ACCESS = ErrorWords(
    _("You do not have access to this page"),
    _("You may be signed in with a different account than the one this page is for."),
    _(
        "Sign out, then sign in with the account you need. Your invitation email shows its "
        "username."
    ),
)
NO_PAGE = ErrorWords(
    _("Page not found"),
    _("There is no page at this address. It may have been moved, or the link may be incomplete."),
    _("Check the address, or start from the home page."),
)
NO_FORM_SENT = ErrorWords(
    _("There is nothing to show at this address"),
    _("This address only accepts a form, and it was opened or reloaded without one."),
    _("Go back to the page with the form, or start from the home page."),
)
OPEN_TOO_LONG = ErrorWords(
    _("This page was open for too long"),
    _(
        "This page was open for too long, or you signed in or out in another tab. "
        "Nothing was saved."
    ),
    _("Go back, reload the page, and send the form again."),
)
BROKEN = ErrorWords(
    _("Something went wrong on our side"),
    _(
        "The page could not be shown because of an error in this system. "
        "Your last step may not have been saved."
    ),
    _("Wait a minute, go back, and check before you try again."),
)
TOO_SLOW = ErrorWords(
    _("The connection was too slow"),
    _("What you sent did not arrive in time. Nothing was saved."),
    _("Check your connection to the internet, go back, and try again."),
)
TOO_LARGE = ErrorWords(
    _("What you sent is too large"),
    _("What you sent is larger than this site accepts. Nothing was saved."),
    _(
        "Go back and choose smaller files. You can split a list of people into several files, "
        "and send pictures with several messages."
    ),
)
BUSY = ErrorWords(
    _("This site is busy"),
    _("Too many people are using this site right now. Nothing was saved."),
    _("Wait a minute, go back, and try again."),
)
UNAVAILABLE = ErrorWords(
    _("This site is not available right now"),
    _("This site cannot reach its records right now. Your last step may not have been saved."),
    _("Wait a minute, go back, and check before you try again."),
)
