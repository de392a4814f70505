"""What is asked of the audit trail: from the form into the page's address, and back.

The address holds numbers, codes and days. A network address is kept in the session, as all that
is searched for is: the page's address says only that there is one.
"""

import re
from datetime import date
from ipaddress import ip_address
from typing import Any

from django.http import HttpRequest, QueryDict

from cvms.audit.trail import Question

YEARS = (1900, 2999)  # days beyond these have no neighbors that Python can count to
_PLACE = "audit_place"  # in the session: the network address that was asked for
_KEPT = "kept"  # in the page's address: look for it there


def remember(request: HttpRequest, asked: dict[str, Any]) -> dict[str, Any]:
    """Keep the network address in the session; return what the page's address is to hold."""
    request.session[_PLACE] = asked["address"]
    query = {
        "who": asked["actor"],
        "about": [f"{kind}:{number}" for kind, number in asked["person"]],
        "organization": asked["organization"],
        "action": asked["actions"],
        "place": _KEPT if asked["address"] else "",
        "first": asked["first"],
        "last": asked["last"],
    }
    return {name: value for name, value in query.items() if value}


def question_of(request: HttpRequest, query: QueryDict) -> Question:
    """Return what a page's address asks, without invalid parts."""
    kept = request.session.get(_PLACE, "") if query.get("place") == _KEPT else ""
    return Question(
        who=tuple(filter(None, map(_number, query.getlist("who")))),
        about=tuple(filter(None, map(_record, query.getlist("about")))),
        organizations=tuple(filter(None, map(_number, query.getlist("organization")))),
        actions=tuple(filter(_is_code, query.getlist("action"))),
        address=_address(kept),
        first=_day(query.get("first", "")),
        last=_day(query.get("last", "")),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""


def _record(text: str) -> tuple[str, str] | None:
    kind, _colon, number = text.partition(":")
    return (kind, number) if _is_code(kind) and _number(number) is not None else None


def _is_code(text: str) -> bool:
    """As kinds and actions are written: lower-case words with dots and underscores."""
    return re.fullmatch(r"[a-z_]{1,30}(\.[a-z_]{1,30})?", text) is not None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if YEARS[0] <= day.year <= YEARS[1] else None


def as_details(question: Question) -> dict[str, Any]:
    """What was asked, as it was understood: text that somebody posts stays out of the trail."""
    asked = {
        "who": question.who,
        "about": [f"{kind}:{number}" for kind, number in question.about],
        "organizations": question.organizations,
        "actions": question.actions,
        "address": question.address,
        "first": question.first and question.first.isoformat(),
        "last": question.last and question.last.isoformat(),
    }
    return {name: value for name, value in asked.items() if value}
