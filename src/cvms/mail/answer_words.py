"""Phrases in large mail services' answers whose codes are missing or misleading.

Each phrase is part of an answer that a service documents or sends; tests/mail/answers.csv has the
whole answers with their sources. The first match decides. No pattern repeats a group, so the search
is linear in the length of the answer.
"""

import re
from collections.abc import Sequence

from . import reasons

_PHRASES: Sequence[tuple[str, str, str]] = (
    (
        "OURS",
        reasons.OUR_ADDRESS,
        (
            "sender address rejected; domain of sender address; sender verify failed; sender "
            "domain; invalid sender; sender denied"
        ),
    ),
    (
        "LATER",
        reasons.SLOWER,
        "unusual rate; temporarily deferred due to",
    ),
    (
        "OURS",
        reasons.OUR_LIMIT,
        (
            "daily user sending limit exceeded; daily sending quota exceeded; daily message quota "
            "exceeded; daily smtp relay; sending limit exceeded; maximum credits exceeded; "
            "sending paused for this account"
        ),
    ),
    (
        "OURS",
        reasons.NOT_AUTHENTICATED,
        (
            "unauthenticated; dmarc; dkim; spf check failed; spf validation; does not meet the "
            "required authentication level; does not designate; reverse dns; ptr record; email "
            "address is not verified; from address does not match a verified sender; not "
            "authorized to send from that email address"
        ),
    ),
    (
        "LATER",
        reasons.SLOWER,
        (
            "temporarily rate limited; rate limit; sending too fast; too many connections; too "
            "many concurrent; too many messages; receiving mail too quickly; receiving mail at a "
            "rate; throttl; server busy; too much mail from; maximum sending rate exceeded; "
            "messages per connection"
        ),
    ),
    (
        "LATER",
        reasons.NOT_REACHED,
        "greylist; graylist; grey-list; deferred due to policy; try again later",
    ),
    (
        "LATER",
        reasons.MAILBOX_FULL,
        (
            "mailbox is full; mailbox full; over quota; overquota; over the quota; quota exceeded "
            "(mailbox; quotaexceeded; storage quota; out of storage space; inbox is out of "
            "storage; exceeded storage allocation; insufficient mailbox storage"
        ),
    ),
    (
        "OURS",
        reasons.RELAY,
        (
            "relay access denied; relaying denied; relay not permitted; unable to relay; relaying "
            "is prohibited; not permitted to relay; relay denied; allowed rcpthosts; does not "
            "permit relaying"
        ),
    ),
    (
        "OURS",
        reasons.BLOCKED,
        (
            "spamhaus; spamcop; barracuda; block list; blocklist; blacklist; black list; blocked "
            "using; banned sending ip; banned sender; will not accept delivery; has been "
            "temporarily blocked; likely unsolicited mail; considered spam; looks like spam; "
            "detected as spam; suspected spam; low reputation; poor reputation; connections will "
            "not be accepted from; permanently deferred; due to policy; policy reasons; local "
            "policy; blocked for spam; url reputation"
        ),
    ),
    (
        "ADDRESS",
        reasons.MEMBERS_ONLY,
        (
            "resolver.rst; not authorized to send to the recipient; restricted to receive; only "
            "accepts messages from; sender not authenticated for group; sender not authenticated "
            "for mailbox; recipient has blocked"
        ),
    ),
    (
        "ADDRESS",
        reasons.MAILBOX_CLOSED,
        (
            "account is disabled; account disabled; account has been disabled; mailbox disabled; "
            "mailbox is disabled; account that you tried to reach is inactive; user disabled; "
            "account suspended; mailbox is inactive; no longer active; account closed; mailbox no "
            "longer"
        ),
    ),
    (
        "ADDRESS",
        reasons.NO_SUCH_ADDRESS,
        (
            "user unknown; unknown user; unknown local; unknown recipient; unknown address; "
            "recipient unknown; unrouteable address; does not exist; doesn't exist; no such user; "
            "no such recipient; no such mailbox; no mailbox; user not found; mailbox not found; "
            "recipient not found; resolver.adr; user doesn't have a; invalid recipient; not a "
            "valid recipient; invalid mailbox; recipient address rejected: access denied; not a "
            "valid mailbox; not our customer; mailbox unavailable; mailbox not available; not in "
            "virtual mailbox table; not known here; address unknown; undeliverable address"
        ),
    ),
    (
        "ADDRESS",
        reasons.NO_MAIL_AT_DOMAIN,
        "domain not found; host not found; does not accept mail; null mx; no mx record",
    ),
    (
        "OURS",
        reasons.SIGN_IN,
        "authentication required; must issue a starttls",
    ),
)

KNOWN: Sequence[tuple[str, str, re.Pattern[str]]] = tuple(
    (fault, reason, re.compile("|".join(map(re.escape, words.split("; "))), re.IGNORECASE))
    for fault, reason, words in _PHRASES
)
"""The name of a `faults.Fault`, the code of a reason (`reasons`), and the pattern that means it."""
