"""The second factor in a real browser: app, codes, passkey; and state IT's pages."""

import pytest
from playwright.sync_api import expect

from cvms.accounts.permissions import Role
from tests import factors, make
from tests.e2e import walk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def as_it_comes(settings):
    """Staff and providers need a second factor."""
    settings.REQUIRE_MFA = ["staff", "provider"]


def _sign_in(page, user):
    page.goto("/staff/sign-in/")
    page.get_by_label("Username or email").fill(user.email)
    walk.labelled(page, "Password").fill(make.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def _authenticator(page):
    """A device with a fingerprint reader whose finger is always there."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_an_app_is_set_up_first_and_its_code_is_asked_for_at_the_next_sign_in(
    staff, page, accessible
):
    # Given somebody who needs a second factor and has none
    _sign_in(page, staff)
    page.wait_for_url("**/account/security/")
    expect(page.locator("main")).to_contain_text("Set up a second step before you continue")
    accessible(page)

    # When they set an app up
    walk.follow(page, page.get_by_role("link", name="Set up an app"))
    accessible(page)
    walk.see_drawn(page.locator("img.cvms-qr"))
    secret = walk.text_in(page.locator("#secret"))
    page.get_by_label("Code from the app").fill("12")
    walk.follow(page, page.get_by_role("button", name="Turn on"))
    expect(page.locator("main")).to_contain_text("This is not the right code")
    page.get_by_label("Code from the app").fill(factors.code(secret))
    page.get_by_role("button", name="Turn on").click()

    # Then they have recovery codes, and the console is open
    page.get_by_role("heading", name="Recovery codes").wait_for()
    accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the codes").click()
    codes = download.value.path().read_text().split()
    assert len(codes) == 10
    page.get_by_role("link", name="I have saved them").click()
    page.wait_for_url("**/staff/")

    # And the next sign-in asks for a code
    walk.follow(page, page.get_by_role("button", name="Sign out"))
    _sign_in(page, staff)
    page.get_by_role("heading", name="Second step").wait_for()
    accessible(page)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/staff/")

    # And it can be turned off
    page.goto("/account/security/")
    accessible(page)
    walk.follow(page, page.get_by_role("link", name="Turn off the app"))
    accessible(page)


def test_a_passkey_is_added_and_signs_in(staff, page, accessible):
    _authenticator(page)
    _sign_in(page, staff)
    walk.follow(page, page.get_by_role("link", name="Add a passkey"))
    accessible(page)
    page.get_by_label("Name of this passkey").fill("Office laptop")
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()

    walk.follow(page, page.get_by_role("button", name="Sign out"))
    _sign_in(page, staff)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/staff/")

    page.goto("/account/security/webauthn/")
    expect(page.locator("main")).to_contain_text("Office laptop")
    accessible(page)
    walk.follow(page, page.get_by_role("link", name="Rename"))
    accessible(page)
    page.go_back(wait_until="load")
    walk.follow(page, page.get_by_role("link", name="Remove"))
    accessible(page)


def test_a_browser_that_has_no_passkey_says_so(staff, page):
    _sign_in(page, staff)
    walk.follow(page, page.get_by_role("link", name="Add a passkey"))
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error()) }")

    page.get_by_role("button", name="Add the passkey").click()

    page.get_by_text("No passkey was made.").wait_for()


def test_state_it_opens_accounts_and_changes_a_role(staff, page, accessible):
    it = make.user(Role.STATE_IT)
    factors.give_app(it)
    _sign_in(page, it)
    page.get_by_label("Code").fill(factors.code())
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/staff/")

    page.goto("/state-it/")
    accessible(page)
    page.get_by_role("link", name="Users", exact=True).click()
    page.get_by_role("heading", name="Select user to change").wait_for()
    accessible(page)
    page.get_by_role("row", name="staff@state.example").get_by_role("link").first.click()
    page.get_by_role("heading", name="Change user").wait_for()
    accessible(page)
    page.locator("label").filter(has_text="auditor").click()
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_text("was changed successfully").wait_for()
    staff.refresh_from_db()
    assert staff.roles == [Role.AUDITOR, Role.STATE_STAFF]
