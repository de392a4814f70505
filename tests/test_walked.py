"""Every address that shows a page is looked at, in every way, by `tests/e2e/test_every_page.py`.

A new page is found by its links from another; one that is not fails here.
"""

import re
from pathlib import Path

import pytest

from tests.everybody import at_work
from tests.pages import Walk
from tests.test_access import PAGES

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[1]
NO_PAGES = {  # what is not HTML, or is a part of a page that comes with it
    "health", "ready", "metrics", "state_it:jsi18n",
    "eligibility:comparison", "eligibility:progress", "helpdesk:removal_progress",
    "recipients:under_way", "staff:list_progress", "uploads:progress",
    "helpdesk:file", "helpdesk:file_for_requester", "mfa_download_recovery_codes",
    "providers:code", "registration:code", "recipients:export", "staff:list_errors",
    "staff:list_template", "staff:statistics_csv", "uploads:errors", "uploads:template",
}  # fmt: skip
LEADS_ON = {  # to the page of the right portal, or to the one that is asked from
    "mfa_reauthenticate_webauthn",
    "account_login", "account_logout", "mfa_index",
}  # fmt: skip
LOOKED_AT_BY = {  # pages of a state that no link leads to
    "mfa_activate_totp": "tests/e2e/test_security.py",
    "mfa_authenticate": "tests/e2e/test_security.py",
    "mfa_edit_webauthn": "tests/e2e/test_security.py",
    "mfa_remove_webauthn": "tests/e2e/test_security.py",
    "helpdesk:ask_for_changes": "tests/e2e/test_people.py",
    "uploads:columns": "tests/e2e/test_columns.py",
    "uploads:whole_list": "tests/e2e/test_whole_list.py",
}
NOBODY_MAY = re.compile(r"state_it:(None|\w+_(add|delete|history))$")  # state IT looks, no more


def test_every_page_is_walked():
    clients, letters = at_work()
    seen = {one.name.removesuffix(" sent empty") for one in Walk(clients, letters).pages()}
    pages = {
        name: path
        for name, path, _view in PAGES
        if name not in NO_PAGES | LEADS_ON | LOOKED_AT_BY.keys() and not NOBODY_MAY.match(name)
    }

    forgotten = {
        name
        for name, path in pages.items()
        if name not in seen and 405 not in _answers(clients.values(), path)  # 405: it is pressed
    }

    assert forgotten == set()


def test_every_page_left_out_of_the_walk_still_exists():
    names = {name for name, _path, _view in PAGES}

    for name in LOOKED_AT_BY.values():
        assert "accessible(page)" in (ROOT / name).read_text("utf-8")
    assert (NO_PAGES | LEADS_ON | LOOKED_AT_BY.keys()) - names == set()


def _answers(clients, path):
    return {client.get(path).status_code for client in clients}
