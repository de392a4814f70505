"""Whatever an address or a form is asked, the answer is a page, a refusal or a sentence."""

import pytest

from cvms.accounts.permissions import Role
from tests import make
from tests.helpdesk.requests import ask
from tests.test_access import PAGES

pytestmark = pytest.mark.django_db

ROOMS = ("staff:", "helpdesk:")
NAMES = (
    "about", "action", "actor", "before", "by", "county", "date_of_birth_0",
    "date_of_birth_1", "date_of_birth_2", "email", "family", "first", "found", "group",
    "key", "kind", "language", "last", "message", "mine", "name",
    "number", "organization", "page", "person", "q", "query", "reason",
    "reply", "request", "show", "sort", "state", "text", "then",
    "to", "topic", "way", "where", "who", "words",
)  # fmt: skip
ODD = (
    "9999-12-31", "0001-01-01", "2021-02-30", "\x00", "-1", "0", "9" * 30, "1e400", "é" * 5000,
    "user:\x00", "[]", "%s", "first=9999-12-31&last=9999-12-31", "None", "\ud7ff\U0010ffff",
)  # fmt: skip


@pytest.fixture
def everybody(staff):
    """Someone who may do all that these rooms let anybody do."""
    staff.roles = [Role.STATE_STAFF, Role.HELP_DESK_AGENT, Role.AUDITOR]
    staff.save()
    return staff


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("method", ["get", "post"])
def test_odd_values_never_end_in_an_error(as_user, everybody, settings, method, odd):
    settings.ACCOUNT_RATE_LIMITS = {}
    number = ask().number
    browser = as_user(everybody)
    asked = dict.fromkeys(NAMES, odd)
    for name, path, _view in PAGES:
        if name.startswith(ROOMS):
            for here in {path, path.replace("/x/", f"/{number}/"), path.replace("/x/", "/%00/")}:
                assert getattr(browser, method)(here, asked).status_code < 500, (here, method)


def test_a_day_beyond_the_calendar_is_explained(as_user):
    browser = as_user(make.user(Role.AUDITOR))

    page = browser.post("/staff/audit/", {"last": "9999-12-31"})

    assert "Enter a day between 1900 and 2999." in page.content.decode()
    assert browser.get("/staff/audit/?last=9999-12-31").status_code == 200
