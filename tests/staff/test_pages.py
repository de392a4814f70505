"""Every page of the console opens for its readers, however little there is to show."""

from collections.abc import Callable

import pytest
from django.test import Client

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.organizations.models import Organization
from cvms.staff.actions.counting import recount
from tests import make

SignIn = Callable[[User], Client]
PAGES = {
    "/staff/": {"state_staff", "state_it"},
    "/staff/organizations/": {"state_staff"},
    "/staff/organizations/invite/": {"state_staff"},
    "/staff/organizations/invite/list/": {"state_staff"},
    "/staff/organizations/invite/list/template/": {"state_staff"},
    "/staff/uploads/": {"state_staff", "state_it"},
    "/staff/delivery/": {"state_staff", "state_it"},
    "/staff/statistics/": {"state_staff", "state_it", "eligibility_editor"},
    "/staff/statistics/funnel.csv": {"state_staff", "state_it", "eligibility_editor"},
    "/staff/statistics/over-time.csv": {"state_staff", "state_it", "eligibility_editor"},
    "/staff/statistics/by-county.csv": {"state_staff", "state_it", "eligibility_editor"},
    "/staff/audit/": {"auditor", "state_it"},
}
ROLES = [role for role in Role if role not in (Role.POINT_OF_CONTACT, Role.RECIPIENT)]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_its_own_pages_and_no_other(db: None, as_user: SignIn, role: Role) -> None:
    browser = as_user(make.user(role))
    seen = {path for path in PAGES if browser.get(path).status_code == 200}
    assert seen == {path for path, who in PAGES.items() if role in who}


def test_pages_open_when_there_is_data(
    staff: User, organization: Organization, as_user: SignIn
) -> None:
    make.loaded(organization, *make.people(3))
    recount()
    browser = as_user(staff)
    for path, who in PAGES.items():
        if "state_staff" in who:
            assert browser.get(path).status_code == 200
    assert browser.get(f"/staff/organizations/{organization.pk}/").status_code == 200


def test_the_menu_offers_what_the_reader_may_see(db: None, as_user: SignIn) -> None:
    page = as_user(make.user(Role.AUDITOR)).get("/staff/audit/").content.decode()
    assert "/staff/audit/" in page
    assert "/staff/organizations/" not in page


def test_unknown_statistics_are_not_found(staff: User, as_user: SignIn) -> None:
    assert as_user(staff).get("/staff/statistics/everything.csv").status_code == 404
