"""Every URL has a limit, and people who reach one lose nothing that they typed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from cvms.accounts import tasks
from cvms.accounts.access import rule_of
from cvms.accounts.limits.counting import Rate, TooMany, give_back, rates, spend
from cvms.accounts.limits.limits import place_of
from cvms.accounts.limits.middleware import limit_of
from cvms.accounts.limits.sentences import wait_words
from cvms.accounts.models import Count
from cvms.accounts.permissions import ROLE_PERMISSIONS, Role
from cvms.mail.models import Message
from cvms.organizations.models import Organization
from tests import factors, make
from tests.test_access import PAGES

pytestmark = pytest.mark.django_db

SIGN_IN = "/organization/sign-in/"
FORGOT = "/organization/forgot-password/"
WRONG = "not the right one 1"
INVITATION = {
    "name": "Coastal Mills",
    "first_name": "Ida",
    "last_name": "Roe",
    "email": "ida@coastal.example",
}


def _try(browser, user, password=WRONG, place="203.0.113.1"):
    data = {"login": user.email, "password": password}
    return browser.post(SIGN_IN, data, REMOTE_ADDR=place)


# --- Every address


def _visitor(rule, staff):
    """Somebody who may see a page with this rule."""
    browser = Client()
    if rule is None:
        return browser
    role = next(role for role in Role if not rule or ROLE_PERMISSIONS[role] & set(rule))
    if role == Role.POINT_OF_CONTACT:
        browser.force_login(make.contact_of(make.organization(by=staff)))
    else:
        browser = factors.signed_in(make.user(role))
    return browser


def test_every_address_that_changes_something_declares_its_limit(staff, settings):
    """A new page fails here until `cvms.config.limits` says what it may be used for how often."""
    settings.REQUIRE_MFA = []
    undeclared = {
        name
        for name, path, view in PAGES
        if name not in settings.LIMITED_ADDRESSES
        and f"{name.partition(':')[0]}:*" not in settings.LIMITED_ADDRESSES
        and _visitor(rule_of(view), staff).post(path).status_code != 405
    }

    assert undeclared == set(), "\n".join(sorted(undeclared))


def test_the_table_names_addresses_and_rates_that_exist(settings):
    names = {name for name, _path, _view in PAGES}
    spaces = {f"{name.partition(':')[0]}:*" for name in names} | {"mail_service:*"}

    assert set(settings.LIMITED_ADDRESSES) <= names | spaces
    assert set(settings.LIMITED_ADDRESSES.values()) <= set(settings.LIMITS)
    for text in settings.LIMITS.values():
        assert all(rate.per in ("account", "place", "subject") for rate in rates(text))
    assert limit_of("of:nothing") in settings.LIMITS


ANSWERED_FIRST = {"health", "ready", "metrics"}  # for monitors, before any count is looked at


@pytest.mark.parametrize("name", [name for name, _p, _v in PAGES if name not in ANSWERED_FIRST])
def test_an_address_that_is_used_too_often_says_how_long_to_wait(name, staff, settings):
    settings.REQUIRE_MFA = []
    settings.LIMITS = dict.fromkeys(settings.LIMITS, "1/h/account, 1/h/place")
    path, view = next((path, view) for known, path, view in PAGES if known == name)
    browser = _visitor(rule_of(view), staff)
    browser.get(path)  # to look is not limited
    first = browser.post(path)
    if first.status_code == 405:
        return  # nothing is sent to it

    answer = _visitor(rule_of(view), staff).post(path)  # from the same place

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert "This was tried too many times. Wait 60 minutes." in answer.content.decode()


# --- What a limited person sees


def test_what_was_typed_is_kept_and_can_be_sent_again(as_user, staff, settings):
    settings.REQUIRE_MFA = []
    settings.LIMITS = settings.LIMITS | {"mail_one": "1/m/account"}
    browser = as_user(staff)
    browser.post("/staff/organizations/invite/", INVITATION)

    refused = browser.post(
        "/staff/organizations/invite/",
        INVITATION | {"name": "Second & Sons", "email": "b@b.example"},
    )

    page = refused.content.decode()
    assert refused.status_code == 429
    assert "Wait 1 minute." in page
    assert 'name="name" value="Second &amp; Sons"' in page
    assert 'action="/staff/organizations/invite/"' in page
    assert Organization.objects.count() == 1

    Count.objects.all().delete()  # the minute has passed
    kept = {"name": "Second & Sons"} | {
        field: INVITATION[field] for field in ("first_name", "last_name")
    }
    browser.post("/staff/organizations/invite/", kept | {"email": "b@b.example"})
    assert Organization.objects.count() == 2


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_password_is_never_written_into_the_page(language, contact, as_user, settings):
    settings.LIMITS = settings.LIMITS | {"own_password": "1/15m/account"}
    browser = as_user(contact)
    browser.cookies["django_language"] = language
    data = {"current": WRONG, "password": "my new secret 77", "confirm": "my new secret 77"}
    browser.post("/change-password/", data)

    answer = browser.post("/change-password/", data)

    assert answer.status_code == 429
    page = answer.content.decode()
    assert ("Wait 15 minutes" if language == "en" else "Espere 15 minutos") in page
    assert WRONG not in page
    assert "my new secret 77" not in page


def test_a_script_gets_a_sentence_that_replaces_nothing(contact, as_user, settings):
    settings.LIMITS = settings.LIMITS | {"mail_one": "1/h/account"}
    upload = make.loaded(contact.point_of_contact.organization, ("A", "B", "a@people.example"))
    path = next(path for name, path, _view in PAGES if name == "recipients:invite_again")
    browser, path = as_user(contact), path.replace("999999", str(upload.recipients.get().pk))
    headers = {"hx-request": "true"}
    browser.post(path, headers=headers)

    answer = browser.post(path, headers=headers)

    assert answer.status_code == 429
    assert answer["HX-Retarget"] == "main"
    assert "<html" not in answer.content.decode()


def test_an_invitation_is_not_sent_again_while_one_waits_whoever_presses(contact, as_user, work):
    """The button is hidden then; a script that posts all the same sends nothing."""
    upload = make.loaded(contact.point_of_contact.organization, ("A", "B", "a@people.example"))
    path = next(path for name, path, _view in PAGES if name == "recipients:invite_again")
    browser = as_user(contact)

    for _ in range(5):
        browser.post(path.replace("999999", str(upload.recipients.get().pk)))
    assert Message.objects.filter(kind="recipient_invitation").count() == 1

    Message.objects.update(state=Message.State.SENT, sent_at=timezone.now())
    for _ in range(5):
        browser.post(path.replace("999999", str(upload.recipients.get().pk)))
    assert Message.objects.filter(kind="recipient_invitation").count() == 2


def test_an_agent_who_looks_up_many_people_is_told_to_wait(as_user, settings):
    settings.LIMITS = settings.LIMITS | {"look_up_person": "2/h/subject"}
    browser = as_user(make.user(Role.HELP_DESK_AGENT))
    path = next(path for name, path, _view in PAGES if name == "helpdesk:people")

    answers = [browser.post(path, {"words": f"Nobody {number}"}) for number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    page = answers[-1].content.decode()
    assert "Wait 30 minutes." in page
    assert 'value="Nobody 2"' in page


# --- Signing in


def test_a_strangers_guesses_do_not_lock_out_a_device_that_signed_in_before(contact):
    device = Client()
    assert _try(device, contact, make.PASSWORD).status_code == 302
    device.post("/sign-out/")

    for number in range(30):
        _try(Client(), contact, place=f"198.51.100.{number}")

    assert _try(Client(), contact, make.PASSWORD).status_code == 429
    assert _try(device, contact, make.PASSWORD).status_code == 302


def test_a_device_that_signed_in_before_does_not_guess_for_ever(contact):
    device = Client()
    _try(device, contact, make.PASSWORD)
    device.post("/sign-out/")

    statuses = [_try(device, contact).status_code for _ in range(11)]

    assert statuses == [200] * 10 + [429]
    assert _try(device, contact, make.PASSWORD).status_code == 429


def test_a_device_known_to_one_account_is_new_to_another(contact, staff):
    other = make.contact_of(make.organization(by=staff))
    device = Client()
    _try(device, contact, make.PASSWORD)
    device.post("/sign-out/")

    assert [_try(device, other).status_code for _ in range(6)] == [200] * 5 + [429]


@pytest.mark.parametrize("cookie", ["", "x", "eyJkIjoxfQ:1:forged", "\x00"])
def test_a_forged_device_cookie_is_ignored(cookie, contact):
    browser = Client()
    browser.cookies["device"] = cookie

    assert [_try(browser, contact).status_code for _ in range(6)] == [200] * 5 + [429]


def test_signing_out_everywhere_forgets_the_devices(contact):
    device = Client()
    _try(device, contact, make.PASSWORD)
    device.post("/account/sign-out-everywhere/")

    assert [_try(device, contact).status_code for _ in range(6)] == [200] * 5 + [429]


def test_one_colleagues_wrong_passwords_do_not_lock_out_the_workplace(contact, staff):
    """All behind one network address, on devices that nobody signed in on."""
    for _ in range(300):
        _try(Client(), contact)

    for _ in range(3):
        colleague = make.contact_of(make.organization(by=staff))
        assert _try(Client(), colleague, make.PASSWORD).status_code == 302


def test_a_whole_workplace_signs_in_within_a_minute(staff):
    organization = make.organization(by=staff)
    contact = make.contact_of(organization)

    assert {_try(Client(), contact, make.PASSWORD).status_code for _ in range(120)} == {302}


def test_guessing_at_many_accounts_from_one_place_is_stopped(settings):
    settings.LIMITS = settings.LIMITS | {"sign_in_new_device": "5/5m/subject, 20/d/place"}
    statuses = [
        Client().post(SIGN_IN, {"login": f"a{number}@b.example", "password": WRONG}).status_code
        for number in range(21)
    ]

    assert statuses == [200] * 20 + [429]


def test_sign_in_answers_the_same_with_or_without_an_account(contact):
    for login in (contact.email, "nobody@nowhere.example"):
        data = {"login": login, "password": WRONG}
        answers = [Client().post(SIGN_IN, data) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        page = answers[-1].content.decode()
        assert "Wait 1 minute." in page
        assert f'value="{login}"' in page  # what was typed is still there


def test_wrong_codes_of_a_second_factor_are_limited_and_say_so(staff, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}  # as the product has it
    factors.give_app(staff)
    browser = Client()
    browser.post("/staff/sign-in/", {"login": staff.email, "password": make.PASSWORD})

    answers = [
        browser.post("/account/security/authenticate/", {"code": "000000"}) for _ in "123456"
    ]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[-1]["Retry-After"] == "300"
    assert "Wait 5 minutes" in answers[-1].content.decode()


# --- Passwords


def test_a_forgotten_password_is_counted_once_for_email_and_username(contact):
    for number in range(10):
        login = contact.email.upper() if number % 2 else f" {contact.username} "
        Client().post(FORGOT, {"login": login}, REMOTE_ADDR=f"198.51.100.{number}")

    assert Message.objects.filter(kind="password_link").count() == 5
    answer = Client().post(FORGOT, {"login": contact.email})
    assert answer.status_code == 429
    assert f'value="{contact.email}"' in answer.content.decode()


def test_a_new_link_for_a_used_one_is_counted_by_the_account(contact):
    from cvms.accounts.links import mint, path_of  # noqa: PLC0415, F401
    from cvms.accounts.models import PasswordLink  # noqa: PLC0415

    urls = [mint([contact], PasswordLink.Purpose.RESET)[contact.pk] for _ in range(7)]

    statuses = [Client().post(f"{url}new-link/").status_code for url in urls]

    assert statuses == [200] * 5 + [429] * 2
    assert Message.objects.filter(kind="password_link").count() == 5


def test_the_current_password_is_not_to_be_guessed_in_a_session_that_was_left_open(
    contact, as_user
):
    browser = as_user(contact)
    new = {"password": "another horse battery 8", "confirm": "another horse battery 8"}

    statuses = [
        browser.post("/change-password/", new | {"current": f"guess number {n}"}).status_code
        for n in range(11)
    ]

    assert statuses == [200] * 10 + [429]
    right = browser.post("/change-password/", new | {"current": make.PASSWORD})
    assert right.status_code == 429


# --- Counting


def test_a_count_runs_down_with_time_and_never_counts_what_it_refuses():
    rate = Rate(2, timedelta(hours=1), "subject")
    spend("test", rate, "x")
    spend("test", rate, "x")
    for _ in range(5):
        with pytest.raises(TooMany) as refused:
            spend("test", rate, "x")
        assert timedelta(minutes=29) < refused.value.wait <= timedelta(minutes=30)
    spend("test", rate, "somebody else")

    _pass(timedelta(minutes=31))
    spend("test", rate, "x")

    with pytest.raises(TooMany):
        spend("test", rate, "x")
    give_back("test", rate, "x")
    spend("test", rate, "x")


def _pass(time):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_count SET empty_at = empty_at - %s", [time])


def test_a_count_costs_one_statement(django_assert_num_queries):
    rate = Rate(2, timedelta(hours=1), "subject")

    with django_assert_num_queries(1):
        spend("test", rate, "x")


def test_counts_hold_no_address_or_username_and_are_deleted_when_expired(contact):
    _try(Client(), contact)
    assert Count.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(key::text, '') FROM accounts_count")
        assert contact.email.encode().hex() not in cursor.fetchone()[0]

    Count.objects.update(empty_at=timezone.now() - timedelta(seconds=1))
    tasks.purge_expired(timestamp=0)

    assert not Count.objects.exists()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::"),
        ("", "::"),
    ],
)
def test_a_place_is_a_network_address_or_an_ipv6_site(address, place, rf):
    assert place_of(rf.get("/", REMOTE_ADDR=address)) == place


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(seconds=1), "Wait 1 minute."),
        (timedelta(seconds=61), "Wait 2 minutes."),
        (timedelta(minutes=90), "Wait 90 minutes."),
        (timedelta(minutes=91), "Wait 2 hours."),
        (timedelta(days=1), "Wait 24 hours."),
    ],
)
def test_the_wait_is_said_in_whole_minutes_or_hours(wait, words):
    assert wait_words(wait) == f"This was tried too many times. {words} Then try again."
