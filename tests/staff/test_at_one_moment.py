"""Two people press at the same moment: one gets what was asked for, the other a sentence."""

import pytest
from django.test import Client

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.eligibility.models import RuleSetVersion
from cvms.helpdesk.models import SavedReply
from cvms.organizations.models import Organization, PointOfContact
from cvms.providers.models import LocationManager
from cvms.staff.actions import organizations
from tests import factors, make
from tests.at_once import before_it_commits
from tests.eligibility.published import in_days, opening, publish
from tests.providers.conftest import a_location

pytestmark = pytest.mark.django_db(transaction=True)

NINA = {"first_name": "Nina", "last_name": "Holt", "email": "nina@people.example"}


def both_press(first: Client, second: Client, address: str, typed: dict) -> tuple[str, str]:
    """The pages that the two who post the same at once come to."""

    def press(browser: Client) -> str:
        page = browser.post(address, typed, follow=True)
        assert page.status_code == 200
        return page.content.decode()

    return before_it_commits(lambda: press(first), lambda: press(second))


def two(role: Role) -> tuple[Client, Client]:
    return _at("192.0.2.1", role), _at("192.0.2.2", role)


def _at(place: str, role: Role) -> Client:
    """A browser at a place of its own: two at one wait for each other where tries are counted."""
    browser = factors.signed_in(make.user(role))
    browser.defaults["REMOTE_ADDR"] = place
    return browser


def test_two_who_invite_one_colleague_make_one_account():
    typed = NINA | {"roles": [Role.AUDITOR]}
    invited, refused = both_press(*two(Role.STAFF_ADMINISTRATOR), "/staff/accounts/invite/", typed)

    assert "Nina Holt was invited" in invited
    assert "This person has an account in the Staff Console already." in refused
    assert User.objects.filter(email=NINA["email"]).count() == 1


def test_two_who_invite_one_organization_make_one():
    typed = NINA | {"name": "Mill & Sons"}
    invited, refused = both_press(*two(Role.STATE_STAFF), "/staff/organizations/invite/", typed)

    assert "Mill &amp; Sons" in invited
    assert "point of contact" in refused
    assert Organization.objects.filter(name="Mill & Sons").count() == 1


def test_two_who_appoint_one_manager_make_one_account():
    address = f"/staff/locations/{a_location().pk}/managers/"
    both_press(*two(Role.STATE_STAFF), address, NINA)

    assert LocationManager.objects.filter(user__email=NINA["email"]).count() == 1


def test_one_of_two_contacts_gets_an_address_given_to_both():
    staff = make.user(Role.STATE_STAFF)
    contacts = [
        PointOfContact.objects.get(organization=make.organization(by=staff)) for _one in range(2)
    ]
    first, second = two(Role.STATE_STAFF)

    def correct(browser: Client, contact: PointOfContact) -> int:
        address = f"/staff/contacts/{contact.pk}/correct/"
        return browser.post(address, NINA).status_code

    said = before_it_commits(
        lambda: correct(first, contacts[0]), lambda: correct(second, contacts[1])
    )

    assert said == (302, 200)
    assert User.objects.filter(email=NINA["email"]).count() == 1


def test_one_of_two_replies_gets_a_title_given_to_both():
    typed = {"title": "Spam folder", "text_en": "Look there.", "text_es": "Mire allí."}
    saved, refused = both_press(*two(Role.HELP_DESK_AGENT), "/staff/help-desk/replies/add/", typed)

    assert "The reply was saved." in saved
    assert "There is a reply with this title already." in refused
    assert SavedReply.objects.count() == 1


def test_two_editors_who_begin_a_draft_get_one_each():
    known = RuleSetVersion.objects.in_force(in_days(0))
    both_press(*two(Role.ELIGIBILITY_EDITOR), f"/staff/eligibility/{known.pk}/new-draft/", {})

    assert RuleSetVersion.objects.drafts().count() == 2


@pytest.mark.parametrize("second_person", [True, False])
def test_two_editors_who_go_back_to_the_same_rules_make_one_version(settings, second_person):
    before = RuleSetVersion.objects.in_force(in_days(0))
    publish(opening("5", in_days(30)), by=make.user(Role.ELIGIBILITY_EDITOR))
    settings.RULES_NEED_SECOND_PERSON = second_person

    both_press(*two(Role.ELIGIBILITY_EDITOR), f"/staff/eligibility/{before.pk}/go-back/", {})

    assert RuleSetVersion.objects.filter(restores=before).count() == 1


def test_two_organizations_merged_into_each_other_merge_once():
    staff = make.user(Role.STATE_STAFF)
    here, there = (make.organization(by=staff) for _one in range(2))

    def merge(one: Organization, into: Organization) -> str:
        try:
            organizations.merge(organization=one, into=into, by=staff)
        except organizations.AlreadyMerged:
            return "merged already"
        return "merged"

    said = before_it_commits(lambda: merge(here, there), lambda: merge(there, here))

    assert said == ("merged", "merged already")
    assert list(Organization.objects.all()) == [there]


def test_when_two_of_state_it_end_each_others_accounts_one_stays():
    first, second = (make.user(Role.STATE_IT) for _one in range(2))
    browsers = [factors.signed_in(first), factors.signed_in(second)]

    def end(browser: Client, user: User) -> int:
        address = f"/state-it/accounts/user/{user.pk}/change/"
        return browser.post(address, {"roles": [Role.STATE_IT]}).status_code

    said = before_it_commits(lambda: end(browsers[0], second), lambda: end(browsers[1], first))

    assert said == (302, 403)
    assert list(User.objects.filter(is_active=True)) == [first]
