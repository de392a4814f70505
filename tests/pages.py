"""Each page of the product, as somebody sees it who may.

The pages are found, not listed: from the addresses of the URLconf that name no object, along the
links of each page. Two pages of one address that are made of other templates are two pages, and
so is what comes back when a page's form is sent empty.
"""

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from cvms.accounts.access import rule_of
from cvms.accounts.permissions import ROLE_PERMISSIONS
from tests.everybody import VISITOR
from tests.test_access import PAGES

LINK = re.compile(r"<a\b[^>]*?\bhref=\"([^\"#]*)")
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
HIDDEN = re.compile(r"<input\b[^>]*?type=\"hidden\"[^>]*>", re.DOTALL)
BUTTON = re.compile(r"<button\b[^>]*?type=\"submit\"[^>]*>", re.DOTALL)
ATTRIBUTE = re.compile(r"\b(name|value|action|method)=\"([^\"]*)\"")
STARTS = [path for _name, path, _view in PAGES if not re.search(r"999999|/x/|/0{8}-|[<(]", path)]
LEADS_AWAY = re.compile(r"/(sign-out|language|account/sign-out-everywhere|healthz|readyz)")
MOST_OF_ONE = 9  # addresses of one name that are looked at, in search of another state


@dataclass(frozen=True)
class Seen:
    """One page: who sees it, where, and what is sent there if it answers a form."""

    role: str
    name: str
    address: str
    fields: dict[str, str] | None = None

    def __str__(self) -> str:
        sent = "" if self.fields is None else " (sent empty)"
        return f"{self.role} {self.address}{sent}"


class Walk:
    """All pages that these browsers find, each once."""

    def __init__(self, clients: dict[str, Client], letters: list[str]) -> None:
        self.clients = clients
        self.letters = letters
        self.known: set[object] = set()
        self.seen: list[Seen] = []

    def pages(self) -> list[Seen]:
        for role, client in self.clients.items():
            self._follow(role, client, STARTS + (self.letters if role == VISITOR else []))
        return self.seen

    def _follow(self, role: str, client: Client, starts: list[str]) -> None:
        queue, times = list(dict.fromkeys(starts)), Counter[str]()
        for address in queue:  # which grows meanwhile
            name = _name_of(address)
            times[name] += 1
            if times[name] > MOST_OF_ONE or not _is_for(role, address):
                continue
            answer = client.get(address)
            if not _is_page(answer):
                continue
            if self._is_new(name, answer):
                self.seen.append(Seen(role, name, address))
                self._send_empty(role, client, address, answer)
            queue += [link for link in _links(address, answer) if link not in queue]

    def _send_empty(self, role: str, client: Client, address: str, page: HttpResponse) -> None:
        for action, fields in _forms(address, page):
            name = f"{_name_of(action)} sent empty"
            answer = send(client, action, fields)
            if _is_page(answer) and self._is_new(name, answer):
                self.seen.append(Seen(role, name, action, fields))

    def _is_new(self, name: str, answer: HttpResponse) -> bool:
        shape = (name, frozenset(template.name for template in answer.templates if template.name))
        if shape in self.known:
            return False
        self.known.add(shape)
        return True


def send(client: Client, address: str, fields: dict[str, str], **headers: str) -> HttpResponse:
    """Return the page's answer to an empty form, and roll everything back."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = client.post(address, fields, headers=headers)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def _name_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return address


def _is_for(role: str, address: str) -> bool:
    """Public pages are looked at by a visitor alone; `test_access` proves who sees the others."""
    try:
        rule = rule_of(resolve(urlsplit(address).path).func)
    except Resolver404:
        return False
    if LEADS_AWAY.match(address) or role == VISITOR or rule is None:
        return rule is None and role == VISITOR and not LEADS_AWAY.match(address)
    return not rule or bool(ROLE_PERMISSIONS[role] & set(rule))


def _is_page(answer: HttpResponse) -> bool:
    kind = answer.headers.get("Content-Type", "")
    return answer.status_code in (200, 422) and kind.startswith("text/html") and _whole(answer)


def _whole(answer: HttpResponse) -> bool:
    return not answer.streaming and b"<html" in answer.content


def _links(address: str, answer: HttpResponse) -> Iterator[str]:
    for href in dict.fromkeys(LINK.findall(answer.content.decode())):
        link = urljoin(address, unescape(href))
        if link.startswith("/"):
            yield link


def _forms(address: str, answer: HttpResponse) -> Iterator[tuple[str, dict[str, str]]]:
    """Where each form is sent to, and what it holds that nobody typed."""
    text = answer.content.decode()
    for attributes, body in FORM.findall(text[text.find("<main") :]):
        form = dict(ATTRIBUTE.findall(attributes))
        action = urljoin(address, unescape(form.get("action", "")))
        if form.get("method", "get").lower() == "post" and not LEADS_AWAY.match(action):
            yield action, _held(body)


def _held(form: str) -> dict[str, str]:
    held = [*HIDDEN.findall(form), *BUTTON.findall(form)[:1]]
    fields = [dict(ATTRIBUTE.findall(field)) for field in held]
    return {one["name"]: unescape(one.get("value", "")) for one in fields if "name" in one}
