"""Convert a question to the audit trail from the form to the URL's query string, and back.

The URL has only primary keys, codes and days. A network address is stored in the session, like all
searches; the URL only says that there is one.
"""

import re
from datetime import date
from ipaddress import ip_address
from typing import Any

from django.http import HttpRequest, QueryDict

from cvms.audit.trail import Question

YEARS = (1900, 2999)  # near Python's first and last day, the next or previous day is an error
_PLACE = "audit_place"  # session key of the network address
_KEPT = "kept"  # value in the query string: the network address is in the session


def remember(request: HttpRequest, asked: dict[str, Any]) -> dict[str, Any]:
    """Store the network address in the session; return the query string's parameters."""
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
    """Return the question in a query string, without invalid parts."""
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
    """Return whether text has the form of kinds and actions: lower-case words, dot, underscores."""
    return re.fullmatch(r"[a-z_]{1,30}(\.[a-z_]{1,30})?", text) is not None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if YEARS[0] <= day.year <= YEARS[1] else None


def as_details(question: Question) -> dict[str, Any]:
    """Return the question as details of an event; only valid parts, so no text that was posted."""
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
