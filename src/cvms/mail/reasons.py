"""Why a message was not delivered: a code, with a space and a parameter where it has one.

A mail server's own words are kept and shown as they are; they begin with its number.
"""

from django.utils.translation import gettext_lazy as _

RETURNED = "returned"  # and the enhanced status code of the bounce
TOLD = "told"  # and what the mail service calls it
REFUSED = "refused"
NO_SUCH_ADDRESS = "no-such-address"
TOO_LARGE = "too-large"
HUNG_UP = "hung-up"
NO_ANSWER = "no-answer"
NO_CONNECTION = "no-connection"
UNKNOWN_KIND = "unknown-kind"
NOT_WRITTEN = "not-written"
ABANDONED = "abandoned"

_WORDS = {
    RETURNED: _("%(parameter)s returned by the mail server"),
    TOLD: _("%(parameter)s says the mail service"),
    REFUSED: _("refused by the mail service"),
    NO_SUCH_ADDRESS: _("the mail server cannot deliver to such an address"),
    TOO_LARGE: _("larger than the mail server takes"),
    HUNG_UP: _("the mail server hung up while it was sent"),
    NO_ANSWER: _("the mail server did not answer in time"),
    NO_CONNECTION: _("the mail server cannot be reached"),
    UNKNOWN_KIND: _("this release does not know this kind of message"),
    NOT_WRITTEN: _("it could not be written; the log says why"),
    ABANDONED: _("the process that was sending it ended"),
}


def reason_words(reason: str) -> str:
    """Return why it was not delivered, in the reader's language."""
    code, _space, parameter = reason.partition(" ")
    if code in _WORDS:
        return str(_WORDS[code]) % {"parameter": parameter}
    return reason
