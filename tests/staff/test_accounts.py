"""Staff accounts are made, changed and ended in the console."""

import re

import pytest

from cvms.accounts.actions import access
from cvms.accounts.models import Portal, User
from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from tests import factors, make

pytestmark = pytest.mark.django_db

ACCOUNTS = "/staff/accounts/"
NINA = {
    "first_name": "Nina",
    "last_name": "Holt",
    "email": "nina@state.example",
    "roles": [Role.HELP_DESK_AGENT],
}


@pytest.fixture
def administrator(db):
    return make.user(Role.STAFF_ADMINISTRATOR, "june@state.example")


def test_an_invited_colleague_signs_in_and_is_listed(as_user, administrator, mailbox, work, client):
    # Given a colleague whom the administrator invites
    browser = factors.signed_in(administrator)
    page = browser.post(f"{ACCOUNTS}invite/", NINA, follow=True).content.decode()
    assert "Nina Holt was invited" in page
    assert "Help desk agent" in page

    # When the letter is sent
    work()

    # Then it goes to her, and the trail says who invited whom
    assert [m["to"] for _n, m in mailbox.messages] == ["nina@state.example"]
    nina = User.objects.get(email="nina@state.example")
    event = Event.objects.get(action="accounts.staff_invited")
    assert (event.who, event.about) == (administrator.pk, str(nina.pk))
    assert Event.objects.filter(action="accounts.staff_listed", who=administrator.pk).exists()
    assert re.search(r"Invited by\W+Pat Doe", page)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"roles": []}, "Choose at least one role."),
        ({"email": "nina"}, "Email Address is invalid."),
        ({"first_name": "http://x.example"}, "First Name is invalid."),
        ({"email": "june@state.example"}, "has an account in the Staff Console already."),
        ({"roles": [Role.RECIPIENT]}, "recipient"),
    ],
)
def test_errors_are_explained_and_nobody_is_invited(administrator, typed, words):
    page = factors.signed_in(administrator).post(f"{ACCOUNTS}invite/", NINA | typed)

    assert page.status_code == 200
    assert words in page.content.decode()
    assert not User.objects.filter(email="nina@state.example").exists()


def test_a_colleague_who_has_not_signed_in_is_invited_again(administrator, mailbox, work):
    browser = factors.signed_in(administrator)
    browser.post(f"{ACCOUNTS}invite/", NINA)
    nina = User.objects.get(email="nina@state.example")
    work()

    browser.post(f"{ACCOUNTS}{nina.pk}/invite-again/")
    work()

    assert len(mailbox.messages) == 2
    assert nina.password_links.filter(revoked_at=None).count() == 1


def test_ending_an_account_or_changing_its_roles_ends_its_sessions(as_user, administrator):
    agent = make.user(Role.HELP_DESK_AGENT)
    theirs, browser = as_user(agent), factors.signed_in(administrator)
    assert theirs.get("/staff/help-desk/").status_code == 200

    browser.post(f"{ACCOUNTS}{agent.pk}/", {"roles": [Role.AUDITOR], "is_active": "on"})
    assert theirs.get("/staff/audit/").status_code == 302
    assert as_user(User.objects.get(pk=agent.pk)).get("/staff/audit/").status_code == 200
    browser.post(f"{ACCOUNTS}{agent.pk}/", {"roles": [Role.AUDITOR]})

    agent.refresh_from_db()
    assert (agent.roles, agent.is_active) == ([Role.AUDITOR], False)
    assert Event.objects.filter(action="accounts.deactivated", who=administrator.pk).exists()


def test_nobody_changes_their_own_account(administrator):
    browser = factors.signed_in(administrator)

    page = browser.post(f"{ACCOUNTS}{administrator.pk}/", {"roles": [Role.STATE_IT]})

    administrator.refresh_from_db()
    assert "You cannot change your own account. Ask a colleague." in page.content.decode()
    assert (administrator.roles, administrator.is_active) == ([Role.STAFF_ADMINISTRATOR], True)
    assert 'name="is_active"' not in browser.get(f"{ACCOUNTS}{administrator.pk}/").content.decode()
    read = Event.objects.filter(action="accounts.staff_read", who=administrator.pk)
    assert read.latest("id").about == str(administrator.pk)


def test_when_two_end_each_others_accounts_one_stays(administrator):
    # Given two administrators who have each other's page open
    other = make.user(Role.STAFF_ADMINISTRATOR)
    ended = {"roles": [Role.STAFF_ADMINISTRATOR], "is_active": False}
    access.change_access(user=other, **ended, by=administrator)

    # When the one whose account has just ended presses too
    with pytest.raises(access.NotAllowed):
        access.change_access(user=administrator, **ended, by=other)

    # Then one is left
    left = User.objects.filter(roles__contains=[Role.STAFF_ADMINISTRATOR], is_active=True)
    assert left.get() == administrator


def test_accounts_of_other_portals_are_not_found(administrator, contact):
    assert contact.portal != Portal.STAFF
    assert factors.signed_in(administrator).get(f"{ACCOUNTS}{contact.pk}/").status_code == 404


@pytest.mark.parametrize("role", [Role.STATE_STAFF, Role.ELIGIBILITY_EDITOR, Role.AUDITOR])
def test_state_staff_without_the_role_see_no_accounts(as_user, role):
    assert as_user(make.user(role)).get(ACCOUNTS).status_code == 403


def test_a_staff_administrator_cannot_give_the_role_state_it(administrator):
    # Given a colleague, and somebody of state IT
    agent = make.user(Role.HELP_DESK_AGENT, "agent@desk.example")
    it = make.user(Role.STATE_IT, "it@state.example")
    browser = factors.signed_in(administrator)

    # When the administrator gives the role, invites somebody with it, or ends who has it
    pages = [
        browser.post(f"{ACCOUNTS}{agent.pk}/", {"roles": [Role.STATE_IT], "is_active": "on"}),
        browser.post(f"{ACCOUNTS}invite/", NINA | {"roles": [Role.STATE_IT]}),
        browser.post(f"{ACCOUNTS}{it.pk}/", {"roles": [Role.AUDITOR]}),
    ]

    # Then each is refused with a sentence, the box cannot be ticked, and nothing has changed
    box = re.search(r'<input[^>]*value="state_it"[^>]*>', pages[1].content.decode())[0]
    assert "disabled" in box
    theirs = browser.get(f"{ACCOUNTS}{it.pk}/").content.decode()
    assert "only state IT can change it" in theirs
    assert 'name="roles"' not in theirs
    for page in pages:
        assert "Only state IT can give or change the role State IT." in page.content.decode()
    for user, role in ((agent, Role.HELP_DESK_AGENT), (it, Role.STATE_IT)):
        user.refresh_from_db()
        assert (user.roles, user.is_active) == ([role], True)
    assert not User.objects.filter(email=NINA["email"]).exists()


def test_creating_accounts_needs_a_second_factor_whatever_the_settings_say(
    as_user, administrator, settings
):
    settings.REQUIRE_MFA = []
    browser = as_user(administrator)
    for address in (ACCOUNTS, f"{ACCOUNTS}invite/"):
        assert browser.get(address).url == "/account/security/"

    # Even once the owner has set one up, a session that has not shown it is asked for it
    factors.give_app(administrator)
    invite = f"{ACCOUNTS}invite/"
    asked = browser.post(invite, NINA, HTTP_REFERER=f"http://testserver{invite}")

    assert asked.url == "/account/security/reauthenticate/?next=%2Fstaff%2Faccounts%2Finvite%2F"
    assert not User.objects.filter(email=NINA["email"]).exists()
    page = browser.get(asked.url).content.decode()
    assert "Finish that step, then press the button again." in page
    assert browser.post(asked.url, {"code": factors.code()}).url == invite
    assert browser.post(invite, NINA).status_code == 302
    assert User.objects.filter(email=NINA["email"]).exists()


def test_others_responsible_for_accounts_are_told_of_each_with_more_rights(
    administrator, mailbox, work
):
    # Given others who answer for staff accounts, one who did and one who does not
    others = [make.user(Role.STATE_IT, "it@state.example")]
    others.append(make.user(Role.STAFF_ADMINISTRATOR, "second@state.example"))
    gone = make.user(Role.STAFF_ADMINISTRATOR, "gone@state.example")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    make.user(Role.AUDITOR, "auditor@state.example")
    browser = factors.signed_in(administrator)

    # When one of them makes an account
    browser.post(f"{ACCOUNTS}invite/", NINA)
    work()

    # Then the others read whose it is, what it may do, and who made it
    told = [m for _n, m in mailbox.messages if m["subject"] == "A staff account was given access"]
    assert sorted(m["to"] for m in told) == [other.email for other in others]
    words = told[0].get_body(("plain",)).get_content()
    for said in ("Nina Holt (nina@state.example)", "help desk agent", "Invited by: Pat Doe"):
        assert said in words

    # And again when it is let do more, but not when it does less, or ends
    nina = User.objects.get(email="nina@state.example")
    mailbox.messages.clear()
    for typed in (
        {"roles": [Role.HELP_DESK_AGENT, Role.AUDITOR], "is_active": "on"},
        {"roles": [Role.AUDITOR], "is_active": "on"},
        {"roles": [Role.AUDITOR]},
    ):
        browser.post(f"{ACCOUNTS}{nina.pk}/", typed)
    work()
    assert [m["to"] for _n, m in mailbox.messages] == [other.email for other in others]
