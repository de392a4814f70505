"""A copy of the database mails nothing until released; a standby that takes over does."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from cvms.local.inbox import Mailbox
from cvms.mail import hold, tasks
from cvms.mail.hold import Why, why_held
from cvms.mail.models import Home, Message
from tests import factors, make
from tests.deploy import copies

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
ADDRESS = "/staff/delivery/release/"


@pytest.fixture(autouse=True)
def said() -> Iterator[None]:
    """The log says a reason once in a process; each test is one."""
    hold._warn.cache_clear()
    yield
    hold._warn.cache_clear()


def sweep() -> None:
    """What a mailer does each minute."""
    tasks.sweep(SimpleNamespace(should_abort=lambda: False), timestamp=0)


def sent_to(mailbox: Mailbox) -> list[str]:
    return [letter["To"] for _number, letter in mailbox.messages]


def another_history(hours: int) -> None:
    """The database's history has branched off, so long after the last sign of a mailer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE mail_home SET timeline = timeline - 1,"
            " seen_at = now() - %s * interval '1 hour'",
            [hours],
        )


@pytest.mark.django_db(transaction=True)
def test_a_restored_copy_sends_nothing_until_it_is_released(
    organization: object, as_user: SignIn, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("WARNING", logger="cvms")
    # Given a system that has sent its mail, and a letter that waits while it is backed up
    sweep()
    make.loaded(organization, ("Ada", "Roe", "ada@people.example"))
    state_it, other = make.user(Role.STATE_IT), make.user(Role.STATE_STAFF)
    before = sent_to(mailbox)

    with copies.restored() as copy, copies.inside(copy):
        # When mailers run on the copy, nothing leaves, and one line says so
        sweep()
        sweep()
        tasks.deliver(SimpleNamespace(should_abort=lambda: False))
        assert sent_to(mailbox) == before
        [line] = [message for message in caplog.messages if "held" in message]
        assert line.startswith("mail is held: this database is a copy of another")

        # Then the console says it to everybody, and state IT alone can release it, knowingly
        assert "State IT can release it here" in as_user(other).get("/staff/").content.decode()
        assert as_user(other).post(ADDRESS, {"alone": "on"}).status_code == 403
        browser = factors.signed_in(state_it)
        page = browser.get("/staff/delivery/").content.decode()
        assert "This system runs on a copy of another database" in page
        waiting = Message.objects.waiting().count()
        assert f"{waiting} emails are waiting" in page
        assert "Check the box first" in browser.post(ADDRESS, follow=True).content.decode()
        sweep()
        assert sent_to(mailbox) == before

        pressed = browser.post(ADDRESS, {"alone": "on"}, follow=True).content.decode()
        assert "Mail is released" in pressed
        assert "Mail is held" not in pressed
        assert Event.objects.get(action="mail.released").who == state_it.pk
        sweep()
        assert "ada@people.example" in sent_to(mailbox)
        again = browser.post(ADDRESS, {"alone": "on"}, follow=True).content.decode()
        assert "There was nothing to release" in again

    # And the original has never noticed
    assert why_held() is None


@pytest.mark.django_db(transaction=True)
def test_a_renamed_database_is_not_a_copy(mailbox: Mailbox) -> None:
    with copies.restored() as copy:
        with copies.inside(copy):
            Home.objects.all().delete()
            sweep()
        copies.rename(copy, f"{copy}_2")
        try:
            with copies.inside(f"{copy}_2"):
                assert why_held() is None
        finally:
            copies.rename(f"{copy}_2", copy)


def test_a_database_on_another_cluster_is_a_copy() -> None:
    sweep()
    Home.objects.update(cluster="1234")

    assert why_held() is Why.COPY


def test_a_standby_that_takes_over_goes_on() -> None:
    sweep()
    another_history(hours=0)

    assert why_held() is None
    sweep()
    assert Home.objects.get().timeline == hold.identity().timeline


def test_mail_of_yesterdays_backup_is_held_and_stays_held(
    mailbox: Mailbox, as_user: SignIn
) -> None:
    sweep()
    another_history(hours=2)

    sweep()

    assert why_held() is Why.RESTORED
    page = as_user(make.user(Role.STATE_IT)).get("/staff/").content.decode()
    assert "This database was restored from a backup" in page
    assert "All is well: mail is going out" not in page


def test_a_weekend_without_mailers_holds_no_mail() -> None:
    sweep()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mail_home SET seen_at = now() - interval '3 days'")

    assert why_held() is None


def test_releasing_held_mail_needs_a_second_factor(settings: object, as_user: SignIn) -> None:
    settings.REQUIRE_MFA = []
    sweep()
    Home.objects.update(cluster="1234")
    state_it = make.user(Role.STATE_IT)
    factors.give_app(state_it)

    page = "http://testserver/staff/delivery/"
    asked = as_user(state_it).post(ADDRESS, {"alone": "on"}, HTTP_REFERER=page)

    assert asked.url == "/account/security/reauthenticate/?next=%2Fstaff%2Fdelivery%2F"
    assert why_held() is Why.COPY


def test_mail_held_by_the_setting_is_not_released_by_the_button(
    settings: object, organization: object, mailbox: Mailbox, as_user: SignIn
) -> None:
    settings.MAIL_HOLD = True
    sweep()
    browser = factors.signed_in(make.user(Role.STATE_IT))

    page = browser.post(ADDRESS, {"alone": "on"}, follow=True).content.decode()

    assert "The setting CVMS_MAIL_HOLD is on" in page
    assert "There was nothing to release" in page
    assert sent_to(mailbox) == []
    assert Message.objects.waiting().exists()


def test_without_the_right_to_read_the_cluster_the_oid_tells_a_copy() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before")
        cursor.execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC")
        cursor.execute("CREATE ROLE cvms_plain")
        cursor.execute("GRANT pg_read_all_data TO cvms_plain; SET ROLE cvms_plain")
        here = hold.identity()
        cursor.execute("ROLLBACK TO before")

    assert here.cluster == ""
    assert here.database == hold.identity().database
