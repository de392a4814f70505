"""Which portal a page is in, and what its menu offers."""

from collections import defaultdict

import pytest

from cvms.ui import help as help_pages
from cvms.ui import navigation
from cvms.ui.portals import portal_of


@pytest.fixture(autouse=True)
def own_menu(monkeypatch):
    """A menu of pages that exist here, whatever other rooms have registered."""
    monkeypatch.setattr(navigation, "_entries", defaultdict(dict))
    navigation.register("staff", "Privacy", "ui:privacy", order=2)
    help_pages.register_menu()


@pytest.mark.parametrize(
    ("path", "portal"),
    [
        ("/organization/sign-in/", "organization"),
        ("/portal/", "recipient"),
        ("/staff/", "staff"),
        ("/provider/", "provider"),
        ("/", ""),
        ("/organizations-of-note/", ""),
    ],
)
def test_a_visitors_portal_is_that_of_the_url(visit, path, portal):
    assert portal_of(visit(path)) == portal


def test_a_signed_in_persons_portal_is_their_own_wherever_they_read(visit):
    assert portal_of(visit("/help/", portal="recipient")) == "recipient"


def test_a_request_refused_before_anyone_is_known_has_a_portal(rf):
    assert portal_of(rf.get("/staff/")) == "staff"


def test_a_visitor_sees_help_alone(visit):
    assert [str(item.label) for item in navigation.items(visit("/staff/"))] == [
        "Help & Information"
    ]


def test_the_portals_people_see_its_pages_in_order(visit):
    labels = [str(item.label) for item in navigation.items(visit("/staff/", portal="staff"))]
    assert labels == ["Privacy", "Help & Information"]


def test_the_menu_marks_the_entry_with_the_longest_matching_path(visit):
    navigation.register("staff", "Overview", "ui:help_page", order=1)
    navigation._entries["staff"]["ui:help_page"] = navigation.Entry(
        "Overview", "ui:help_page", ("overview",)
    )
    request = visit(navigation.reverse("ui:help_page", args=["overview"]), portal="staff")
    assert [str(item.label) for item in navigation.items(request) if item.current] == ["Overview"]


def test_recipients_are_not_offered_help_with_uploading(visit):
    (menu,) = [item.menu for item in navigation.items(visit("/portal/"))]
    labels = [str(page.label) for page in menu]
    assert "High Volume" not in labels
    assert labels[-1] == "Contact us"


def test_a_rule_of_its_own_decides_whether_an_item_is_shown(visit):
    navigation.register("staff", "Hidden", "ui:accessibility", order=3, shown=lambda _: False)
    request = visit("/staff/", portal="staff")
    assert "Hidden" not in [item.label for item in navigation.items(request)]
