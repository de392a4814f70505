"""Whatever a stranger writes after the ? of a URL, the answer is a page, not an error."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils.http import urlencode

from cvms.accounts.access import rule_of
from cvms.accounts.permissions import ROLE_PERMISSIONS, Role
from tests import make
from tests.test_access import PAGES

pytestmark = pytest.mark.django_db

SOURCE = Path(__file__).resolve().parents[1] / "src/cvms"
ASKED = re.compile(r'GET(?:\.get|\.getlist)?[(\[]"(\w+)"')
FIELD = re.compile(r"^    (\w+) = (?:forms\.|\w*Field\()", re.MULTILINE)
NAMES = sorted(
    {
        name
        for path in SOURCE.glob("*/**/*.py")
        for pattern in (ASKED, FIELD)
        for name in pattern.findall(path.read_text("utf-8"))
    }
    | {"next", "page", "sort", "q", "o", "p", "all", "before", "after"}
)
VALUES = [
    "9999-12-31",
    "0001-01-01",
    "9" * 30,
    "a\0b",
    "' OR 1=1 --<b>",
    "auditlog.x:999999999999999999999",
    "[]{}%(",
]


def _signed_in(role, staff):
    browser = Client()
    if role == Role.POINT_OF_CONTACT:
        browser.force_login(make.contact_of(make.organization(by=staff)))
    elif role:
        browser.force_login(make.user(role))
    return browser


def _may_open(view, role):
    rule = rule_of(view)
    if rule is None or role is None:
        return rule is None and role is None  # what is public is asked by a visitor
    return not rule or bool(ROLE_PERMISSIONS[role] & set(rule))


@pytest.mark.parametrize("role", [None, *Role])
def test_no_url_parameter_causes_an_error(role, staff):
    browser = _signed_in(role, staff)
    faults = []
    for name, path, view in PAGES:
        if name == "account_logout" or not _may_open(view, role):
            continue
        for value in VALUES:
            try:
                answer = browser.get(f"{path}?{urlencode(dict.fromkeys(NAMES, value))}")
            except Exception as error:  # noqa: BLE001 -- each is a fault to be told
                faults.append((name, value[:20], repr(error)[:120]))
            else:
                if answer.status_code >= 500:
                    faults.append((name, value[:20], answer.status_code))
    assert faults == []
