"""Every address of the product, walked with every role; a new page without a rule fails here."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cvms.accounts.access import rule_of
from cvms.accounts.permissions import ROLE_PERMISSIONS, Role
from tests import make

pytestmark = pytest.mark.django_db

# What may be opened without an account, by name. A page that is not here is private.
PUBLIC = {
    "home",
    "health",
    "ready",
    "metrics",  # whoever has the token
    "account_login",
    "account_inactive",
    "account_logout",  # a page may sign out by itself after its session has ended
    "set_language",
    "mfa_authenticate",  # the second step of signing in
    "accounts:set_password",
    "accounts:replace_link",
    *(f"accounts:{page}_{portal}" for page in ("sign_in", "forgot_password")
      for portal in ("organization", "recipient", "staff", "provider")),
    "recipients:unsubscribe",
    "providers:directory",
    "registration:check",
    "providers:about_code",
    *(f"helpdesk:{page}" for page in ("home", "ask", "find", "follow", "file_for_requester")),
    "ui:help_index",
    "ui:help_page",
    "ui:browsers",
    "ui:privacy",
    "ui:accessibility",
}  # fmt: skip
FILL = {
    "int": "999999",
    "str": "x",
    "slug": "overview",
    "path": "x",
    "uuid": "0" * 8 + "-0000" * 3 + "-" + "0" * 12,
}
FIRST_OF_A_CHOICE = re.compile(r"\^\(\?P<\w+>([^|)]+)[^)]*\)/\$")  # which room's index, say
PART = re.compile(r"<(?:(\w+):)?\w+>")


def _walk(resolver: URLResolver, path: str = "/", space: str = "") -> Iterator[tuple]:
    for entry in resolver.url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, here, inner)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", _filled(here), entry.callback


def _filled(path: str) -> str:
    return PART.sub(lambda part: FILL[part[1] or "str"], FIRST_OF_A_CHOICE.sub(r"\1/", path))


PAGES = list(_walk(get_resolver()))


@pytest.mark.parametrize(("name", "path", "view"), PAGES, ids=[page[0] for page in PAGES])
def test_each_page_says_who_may_see_it_and_keeps_everybody_else_out(name, path, view):
    rule = rule_of(view)  # raises for a page without a rule
    assert (rule is None) == (name in PUBLIC), f"{name} is public by its name or not at all"
    if rule is None:
        return

    # Somebody who has not signed in meets a door
    response = Client().get(path)
    assert response.status_code == 302
    assert "sign-in" in response.url or response.url.startswith("/sign-in")

    # Somebody whose roles do not allow it is refused, whatever the method
    for role in Role:
        if not rule or ROLE_PERMISSIONS[role] & set(rule):
            continue
        browser = Client()
        browser.force_login(make.user(role))
        assert browser.get(path).status_code == 403, role
        assert browser.post(path).status_code == 403, role


@pytest.mark.parametrize("role", Role)
def test_no_page_fails_for_any_role(role, staff):
    browser = Client()
    if role == Role.POINT_OF_CONTACT:
        browser.force_login(make.contact_of(make.organization(by=staff)))
    else:
        browser.force_login(make.user(role))

    for name, path, _view in PAGES:
        if name != "account_logout":
            assert browser.get(path).status_code < 500, name


@pytest.mark.parametrize(("name", "path", "view"), PAGES, ids=[page[0] for page in PAGES])
def test_pages_with_personal_data_are_never_stored(name, path, view, staff):
    browser = Client()
    browser.force_login(make.contact_of(make.organization(by=staff)))

    assert "no-store" in browser.get(path).headers["Cache-Control"]
