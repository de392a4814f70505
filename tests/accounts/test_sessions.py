"""A session ends by its owner, by the clock or by the state, and never comes back."""

import time
from types import SimpleNamespace

import pytest
from django.test import Client

from cvms.accounts import actions, idle, tasks
from cvms.accounts.devices import device
from cvms.accounts.models import Session, User
from cvms.accounts.permissions import Role
from cvms.accounts.second_factor import actions as second_factor
from cvms.audit.models import Event
from cvms.organizations.actions import contacts
from cvms.organizations.models import PointOfContact
from cvms.providers.actions import keeping
from cvms.providers.models import LocationManager
from cvms.recipients.actions.correcting import correct
from tests import factors, make
from tests.providers.conftest import a_location

pytestmark = pytest.mark.django_db

SECURITY = "/account/security/"
EVERYWHERE = "/account/sign-out-everywhere/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
PORTALS = {
    Role.STATE_STAFF: "staff",
    Role.POINT_OF_CONTACT: "organization",
    Role.RECIPIENT: "portal",
    Role.LOCATION_MANAGER: "provider",
}


def _sign_in(user, portal, agent=FIREFOX, place="203.0.113.9") -> Client:
    browser = Client(headers={"user-agent": agent}, REMOTE_ADDR=place)
    browser.post(f"/{portal}/sign-in/", {"login": user.email, "password": make.PASSWORD})
    assert _is_in(browser)
    return browser


def _is_in(browser) -> bool:
    return "sign-in/" not in browser.get(SECURITY).headers.get("Location", "")


def _later(monkeypatch, *, hours: float = 0, minutes: float = 0) -> None:
    now = time.time() + hours * 3600 + minutes * 60
    monkeypatch.setattr(idle, "time", SimpleNamespace(time=lambda: now))


# --- None comes back


def _dismissed_and_appointed_again(by):
    location = a_location()
    manager = keeping.appoint(
        location=location, first_name="Ana", last_name="Ruiz", email="ana@clinic.example", by=by
    )
    User.objects.filter(pk=manager.user_id).update(password_changed_at="2021-01-01T00:00Z")
    browser = Client()
    browser.force_login(User.objects.get(pk=manager.user_id))
    yield browser
    keeping.dismiss(manager=LocationManager.objects.get(), by=by)
    yield browser
    keeping.appoint(
        location=location, first_name="Ana", last_name="Ruiz", email="ana@clinic.example", by=by
    )
    yield browser


def _contact_deactivated_and_reactivated(by):
    contact = PointOfContact.objects.get(organization=make.organization(by=by))
    browser = Client()
    browser.force_login(contact.user)
    yield browser
    contacts.deactivate(contact=contact, by=by)
    yield browser
    contacts.reactivate(contact=contact, by=by)
    yield browser


def _staff_closed_and_opened(by):
    user = make.user(Role.AUDITOR)
    browser = Client()
    browser.force_login(user)
    yield browser
    actions.set_access(user=user, roles=[Role.AUDITOR], is_active=False, by=by)
    yield browser
    actions.set_access(user=user, roles=[Role.AUDITOR], is_active=True, by=by)
    yield browser


def _closed_before_this_release_and_opened(by):
    user = make.user(Role.AUDITOR)
    browser = Client()
    browser.force_login(user)
    yield browser
    User.objects.filter(pk=user.pk).update(is_active=False)
    yield browser
    actions.reactivate(user=User.objects.get(pk=user.pk), by=by)
    yield browser


@pytest.mark.parametrize(
    "story",
    [
        _dismissed_and_appointed_again,
        _contact_deactivated_and_reactivated,
        _staff_closed_and_opened,
        _closed_before_this_release_and_opened,
    ],
)
def test_a_reopened_account_starts_without_a_session(story, staff):
    acts = story(staff)

    assert _is_in(next(acts))
    assert not _is_in(next(acts))
    assert not _is_in(next(acts))


def test_a_session_that_was_saved_while_it_was_ended_does_not_count(staff, as_user):
    """A request that began before brings its session back when it saves it."""
    browser = as_user(staff)
    kept = Session.objects.get(account=staff.pk)

    actions.sign_out_everywhere(user=staff, by=staff)
    kept.save(force_insert=True)

    assert not _is_in(browser)


@pytest.mark.parametrize(
    "change",
    [
        lambda user, by: actions.set_access(user=user, roles=[], is_active=True, by=by),
        lambda user, by: actions.set_access(
            user=user, roles=[Role.STATE_STAFF, Role.STATE_IT], is_active=True, by=by
        ),
        lambda user, by: actions.change_password(user=user, password="another horse battery 8"),
        lambda user, by: actions.deactivate(user=user, by=by),
        lambda user, by: actions.sign_out_everywhere(user=user, by=by),
    ],
)
def test_a_change_of_access_ends_all_sessions(change, staff, as_user):
    browsers = [as_user(staff), as_user(staff)]

    change(staff, make.user(Role.STATE_IT))

    assert [_is_in(browser) for browser in browsers] == [False, False]
    assert not Session.objects.filter(account=staff.pk).exists()


def test_access_that_does_not_change_ends_and_records_nothing(staff, as_user):
    browser = as_user(staff)

    actions.set_access(user=staff, roles=[Role.STATE_STAFF], is_active=True, by=staff)

    assert _is_in(browser)
    assert not Event.objects.filter(action="accounts.access_set").exists()


def test_changing_the_password_keeps_only_the_session_that_changed_it(staff, settings):
    settings.REQUIRE_MFA = []
    here, elsewhere = _sign_in(staff, "staff"), _sign_in(staff, "staff", SAFARI)
    new = "another horse battery 8"

    here.post("/change-password/", {"current": make.PASSWORD, "password": new, "confirm": new})

    assert (_is_in(here), _is_in(elsewhere)) == (True, False)
    assert "Firefox on Windows" in here.get(SECURITY).content.decode()


def test_a_corrected_address_signs_out_people_with_the_former_one(staff, contact, as_user):
    upload = make.loaded(contact.point_of_contact.organization, ("A", "B", "a@people.example"))
    recipient = upload.recipients.get()
    browser = as_user(recipient.user)

    correct(
        recipient=recipient,
        first_name="A",
        last_name="B",
        email="right@people.example",
        by=staff,
    )

    assert not _is_in(browser)


# --- The clock


def test_a_session_ends_twelve_hours_after_signing_in_however_busy_it_is(
    contact, as_user, monkeypatch
):
    browser = as_user(contact)

    for quarter in range(1, 49):
        _later(monkeypatch, minutes=quarter * 14.9)
        assert browser.post("/stay/").status_code == 204, quarter
    _later(monkeypatch, hours=12, minutes=1)

    answer = browser.get("/organization/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/organization/sign-in/?next=/organization/")
    assert "you had been signed in for a long time" in answer.content.decode()


def test_a_session_without_its_beginning_has_ended(contact, as_user):
    browser = as_user(contact)
    session = browser.session
    del session["signed_in_at"]
    session.save()

    assert not _is_in(browser)


def test_signing_out_after_the_end_leads_to_the_portals_sign_in_with_one_message(
    contact, as_user, monkeypatch
):
    browser = as_user(contact)
    _later(monkeypatch, minutes=16)

    page = "/organization/bulk-registration/"
    answer = browser.post("/sign-out/", {"next": page}, follow=True)

    assert answer.redirect_chain == [
        ("/organization/sign-in/?next=%2Forganization%2Fbulk-registration%2F", 302)
    ]
    said = [str(message) for message in answer.context["messages"]]
    assert said == ["You were signed out because nothing happened for a while."]


def test_a_form_sent_after_the_session_ended_shows_one_message(contact, as_user, monkeypatch):
    browser = as_user(contact)
    _later(monkeypatch, minutes=16)

    answer = browser.post("/organization/", {"name": "x"}, follow=True)

    said = [str(message) for message in answer.context["messages"]]
    assert len(said) == 1
    assert "it was not saved" in said[0]


# --- One's own sessions


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("role", PORTALS)
def test_everybody_sees_where_they_are_signed_in_and_signs_out_everywhere(
    role, language, staff, settings
):
    settings.REQUIRE_MFA = []
    user = (
        make.contact_of(make.organization(by=staff))
        if role == Role.POINT_OF_CONTACT
        else (make.user(role))
    )
    here = _sign_in(user, PORTALS[role])
    there = _sign_in(user, PORTALS[role], SAFARI, "2001:db8::7")
    here.post("/language/", {"language": language, "next": "/"})

    page = here.get(SECURITY).content.decode()
    for said in ("Windows", "iPhone", "203.0.113.9", "2001:db8::7"):
        assert said in page
    assert page.count("this device" if language == "en" else "este dispositivo") == 1

    answer = here.post(EVERYWHERE, follow=True)
    assert f"/{PORTALS[role]}/sign-in/" in answer.redirect_chain[-1][0]
    assert not _is_in(here)
    assert not _is_in(there)
    assert Event.objects.get(action="accounts.sessions_ended").details == {"sessions": 2}


def test_nobody_elses_session_is_shown_or_ended(staff, as_user):
    other = make.user(Role.STATE_STAFF)
    mine, theirs = _sign_in(staff, "staff", FIREFOX, "203.0.113.1"), as_user(other)

    assert "203.0.113.1" not in theirs.get(SECURITY).content.decode()
    theirs.post(EVERYWHERE)

    assert _is_in(mine)


def test_the_name_that_a_browser_gives_itself_is_shown_as_text(staff):
    browser = _sign_in(staff, "staff", "<script>alert(1)</script>" * 50)

    page = browser.get(SECURITY).content.decode()
    assert "Unknown device" in page
    assert "alert(1)" not in page


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (SAFARI, "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Linux"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537", "Chrome on Android"),
        ("curl/8.5", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_a_device_has_the_name_that_people_use(agent, words):
    assert device(agent) == words


def test_an_ended_session_leaves_nothing_behind(staff, as_user):
    as_user(staff).post("/sign-out/")
    tasks.purge_expired(timestamp=0)

    assert not Session.objects.filter(account=staff.pk).exists()


def test_after_its_second_factor_is_removed_an_account_signs_in_by_password_alone(staff):
    factors.give_app(staff)

    second_factor.remove(user=staff, by=make.user(Role.STATE_IT))

    assert _sign_in(staff, "staff")
