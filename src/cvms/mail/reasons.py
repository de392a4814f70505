"""Why a message was not delivered: a code, for some codes followed by a space and a parameter.

The mail server's own words are stored separately, in `Message.answer`, for state IT.
"""

from django.utils.translation import gettext_lazy as _

# The person's address.
NO_SUCH_ADDRESS = "no-such-address"
NO_MAIL_AT_DOMAIN = "no-mail-at-domain"
MAILBOX_CLOSED = "mailbox-closed"
MAILBOX_FULL = "mailbox-full"
MEMBERS_ONLY = "members-only"
COMPLAINED = "complained"
# Ours.
SIGN_IN = "sign-in"
RELAY = "relay"
OUR_LIMIT = "our-limit"
OUR_ADDRESS = "our-address"
NOT_AUTHENTICATED = "not-authenticated"
BLOCKED = "blocked"
PROTOCOL = "protocol"
CONTENT = "content"
TOO_LARGE = "too-large"
UNKNOWN_KIND = "unknown-kind"
NOT_WRITTEN = "not-written"
# Temporary.
NOT_REACHED = "not-reached"
SLOWER = "slower"
HUNG_UP = "hung-up"
NO_ANSWER = "no-answer"
NO_CONNECTION = "no-connection"
ABANDONED = "abandoned"
# Stored by an earlier release.
RETURNED = "returned"  # and the enhanced status code of the bounce
TOLD = "told"  # and what the mail service calls it
REFUSED = "refused"

OURS = frozenset(
    (
        SIGN_IN, RELAY, OUR_LIMIT, OUR_ADDRESS, NOT_AUTHENTICATED, BLOCKED, PROTOCOL, CONTENT,
        TOO_LARGE, UNKNOWN_KIND, NOT_WRITTEN,
    )
)  # fmt: skip
"""Reasons that are not about the address: once fixed, the messages can be sent again."""
PASSING = OURS | {MAILBOX_FULL, NOT_REACHED, SLOWER, HUNG_UP, NO_ANSWER, NO_CONNECTION, ABANDONED}
"""Reasons that pass: the same message may arrive another time."""

_WORDS = {
    NO_SUCH_ADDRESS: _("this address does not exist"),
    NO_MAIL_AT_DOMAIN: _("the part of this address after the @ does not accept mail"),
    MAILBOX_CLOSED: _("this mailbox is closed"),
    MAILBOX_FULL: _("this mailbox is full"),
    MEMBERS_ONLY: _("this mailbox only accepts mail from its own organization"),
    COMPLAINED: _("the person marked it as spam and gets no more of these"),
    SIGN_IN: _("our mail server does not accept our sign-in"),
    RELAY: _("our mail server does not forward our mail"),
    OUR_LIMIT: _("we have reached the number of messages that we may send"),
    OUR_ADDRESS: _("the mail service does not accept mail from our address"),
    NOT_AUTHENTICATED: _("the mail service could not verify that this mail is from us"),
    BLOCKED: _("the mail service blocks our mail"),
    PROTOCOL: _("the mail service could not understand our request"),
    CONTENT: _("the mail service did not accept the content of our message"),
    TOO_LARGE: _("larger than the mail server accepts"),
    UNKNOWN_KIND: _("this release does not know this kind of message"),
    NOT_WRITTEN: _("it could not be written; the log says why"),
    NOT_REACHED: _("the mail service of this address did not accept it"),
    SLOWER: _("the mail service asked us to send more slowly"),
    HUNG_UP: _("the mail server hung up while it was sent"),
    NO_ANSWER: _("the mail server did not answer in time"),
    NO_CONNECTION: _("the mail server cannot be reached"),
    ABANDONED: _("the process that was sending it ended"),
    RETURNED: _("%(parameter)s returned by the mail server"),
    TOLD: _("%(parameter)s says the mail service"),
    REFUSED: _("refused by the mail service"),
}


def reason_words(reason: str) -> str:
    """Return a reason in words, in the reader's language; an unknown one unchanged."""
    code, _space, parameter = reason.partition(" ")
    if code in _WORDS:
        return str(_WORDS[code]) % {"parameter": parameter}
    return reason
