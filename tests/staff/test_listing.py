"""The list of organizations: found by what one knows of them, in an order, a page at a time."""

import html
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.helpdesk.actions import requests as help_desk
from cvms.organizations.actions import organizations
from cvms.organizations.models import Organization
from cvms.staff.actions.counting import recount
from tests import make

SignIn = Callable[[User], Client]


@pytest.fixture
def three(staff: User, manager: User) -> dict[str, Organization]:
    """One at work in Wake, one invited by a location manager, one deactivated."""
    made = {
        "Alder Works": make.organization(by=staff),
        "birch Farm": make.organization(by=manager, submitted=False, email="kim@birch.example"),
        "Cedar Mills": make.organization(by=staff),
    }
    for name, organization in made.items():
        Organization.objects.filter(pk=organization.pk).update(name=name)
    organizations.deactivate(organization=Organization.objects.get(name="Cedar Mills"), by=staff)
    return made


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["birch Farm", "Alder Works"]),
        ("sort=name", ["Alder Works", "birch Farm"]),
        ("sort=-name", ["birch Farm", "Alder Works"]),
        ("sort=-people", ["Alder Works", "birch Farm"]),
        (
            "sort=nonsense&where=nonsense&county=x&page=x",
            ["birch Farm", "Alder Works"],
        ),
        ("where=submitted", ["Alder Works"]),
        ("where=invited", ["birch Farm"]),
        ("where=deactivated", ["Cedar Mills"]),
        ("where=unanswered", ["birch Farm"]),
        ("county=37183", ["Alder Works"]),
        ("by=location_manager", ["birch Farm"]),
    ],
)
def test_organizations_are_found(
    three: dict[str, Organization], staff: User, as_user: SignIn, query: str, names: list[str]
) -> None:
    long_ago = timezone.now() - timedelta(days=30)
    Organization.objects.filter(name="Alder Works").update(invited_at=long_ago)
    birch = Organization.objects.filter(name="birch Farm")
    birch.update(invited_at=long_ago + timedelta(days=1))
    make.loaded(Organization.objects.get(name="Alder Works"), *make.people(2))
    Organization.objects.filter(name="Alder Works").update(step="submitted")
    recount()
    page = as_user(staff).get(f"/staff/organizations/?{query}").context["listing"].page
    assert [organization.name for organization in page] == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("ALDER", ["Alder Works"]),
        ("kim@birch", ["birch Farm"]),
        ("lindqvist farm", ["birch Farm"]),
        ("\x00", ["birch Farm", "Alder Works"]),
        ("nothing", []),
    ],
)
def test_organizations_are_searched_without_the_words_in_the_url(
    three: dict[str, Organization], staff: User, as_user: SignIn, words: str, names: list[str]
) -> None:
    browser = as_user(staff)
    answer = browser.post("/staff/organizations/", {"words": words, "where": "nonsense"})
    assert answer.url == "/staff/organizations/?"
    page = browser.get("/staff/organizations/?sort=-name").context["listing"].page
    assert [organization.name for organization in page] == names
    browser.post("/staff/organizations/")
    assert len(browser.get("/staff/organizations/").context["listing"].page) == 2


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(
    staff: User, as_user: SignIn, django_assert_max_num_queries: Callable
) -> None:
    for _number in range(30):
        make.organization(by=staff)
    browser = as_user(staff)
    browser.get("/staff/")  # the first request of a session writes its sign of life
    with django_assert_max_num_queries(8):
        assert "30 organizations" in browser.get("/staff/organizations/").content.decode()


def test_an_organizations_page_shows_its_work_and_nothing_of_its_people(
    organization: Organization,
    staff: User,
    as_user: SignIn,
    django_assert_max_num_queries: Callable,
) -> None:
    make.loaded(organization, *make.people(3))
    browser = as_user(staff)
    browser.get("/staff/")
    with django_assert_max_num_queries(10):
        page = browser.get(f"/staff/organizations/{organization.pk}/").content.decode()
    assert "2222 Main St" in page
    assert "919-555-0100" in page
    assert "Invitation waiting" in page
    assert "people.example" not in page


def test_inviting_an_organization_opens_its_page(staff: User, as_user: SignIn) -> None:
    data = {
        "name": "North Carolina Cooperative of Growers, Packers and Shippers",
        "first_name": "Ida",
        "last_name": "Roe",
        "email": "ida@growers.example",
    }
    answer = as_user(staff).post("/staff/organizations/invite/", data, follow=True)
    page = answer.content.decode()
    assert "was invited" in page
    assert "ida@growers.example" in page


def test_location_managers_see_none_of_the_console(
    three: dict[str, Organization], manager: User, as_user: SignIn
) -> None:
    browser = as_user(manager)
    assert browser.get(f"/staff/organizations/{three['birch Farm'].pk}/").status_code == 403


def test_an_organization_that_is_not_there_is_not_found(staff: User, as_user: SignIn) -> None:
    assert as_user(staff).get("/staff/organizations/404404/").status_code == 404


@pytest.mark.parametrize(
    ("role", "tab"),
    [
        (Role.AUDITOR, "/staff/audit/"),
        (Role.HELP_DESK_AGENT, "/staff/help-desk/"),
        (Role.ELIGIBILITY_EDITOR, "/staff/eligibility/"),
    ],
)
def test_staff_without_stuck_work_start_at_their_own_page(
    db: None, as_user: SignIn, role: Role, tab: str
) -> None:
    assert as_user(make.user(role)).get("/staff/").url == tab


def test_an_organizations_page_has_its_help_desk_requests(
    organization: Organization, contact: User, staff: User, as_user: SignIn
) -> None:
    asked = help_desk.submit(
        kind="organization",
        topic="upload",
        subject="A secret of ours",
        message="It does not load.",
        name="Pat Doe",
        email=contact.email,
        phone="",
        language="en",
        by=contact,
        organization=organization,
    )
    page = as_user(staff).get(f"/staff/organizations/{organization.pk}/").content.decode()
    assert asked.number in page
    assert "A secret of ours" not in page


def test_a_file_that_was_not_loaded_says_why_in_words(organization, as_user):
    # Given a file without any person
    upload = make.upload(organization, b"First Name,Last Name,Email\r\n")

    page = as_user(make.user(Role.STATE_STAFF)).get("/staff/uploads/").content.decode()

    assert upload.problem_code
    assert upload.problem in html.unescape(page)
    assert upload.problem_code not in page
