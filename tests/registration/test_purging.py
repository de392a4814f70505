"""Answers that nobody submits are not kept forever."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cvms.audit.models import Event
from cvms.registration.actions.purging import purge_old
from cvms.registration.models import Draft, Registration
from cvms.registration.tasks import purge
from tests.registration import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(browser) -> Draft:
    answers.begin(browser)
    answers.give(browser, "contact")
    return Draft.objects.get()


def _leave_alone(days: float) -> None:
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=days))


def test_answers_are_deleted_90_days_after_the_last_change(draft):
    _leave_alone(89.9)
    purge(timestamp=0)
    assert Draft.objects.exists()

    _leave_alone(90.1)
    purge(timestamp=0)

    assert not Draft.objects.exists()
    event = Event.objects.get(action="registration.drafts_purged")
    assert (event.who, event.details) == (None, {"drafts": 1})


def test_a_change_keeps_answers_for_the_full_time_again(draft, browser):
    _leave_alone(100)

    answers.give(browser, "address")

    assert purge_old() == 0


def test_a_person_who_returns_after_deletion_starts_again(draft, browser):
    _leave_alone(100)
    purge_old()

    assert "What we ask" in browser.get("/portal/registration/").content.decode()
    assert answers.give(browser, "about", draft=str(draft.key)).url == "/portal/registration/"


def test_deleting_a_draft_keeps_what_was_submitted(registered, browser):
    answers.begin(browser)
    _leave_alone(100)

    assert purge_old() == 1

    assert Registration.objects.get().recipient == registered


def test_the_days_that_answers_are_kept_are_a_setting(draft, settings):
    settings.KEEP_DRAFTS_DAYS = 7
    _leave_alone(8)

    assert purge_old() == 1


@pytest.mark.django_db(transaction=True)
def test_answers_that_are_being_saved_are_not_deleted(draft):
    # Given a change that another process has begun to save
    _leave_alone(100)
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT id FROM registration_draft FOR UPDATE")

        assert purge_old() == 0
    finally:
        other.rollback()
        other.close()

    assert purge_old() == 1


@pytest.mark.parametrize("page", ["", "contact/"])
def test_the_pages_say_how_long_answers_are_kept(browser, settings, page):
    settings.KEEP_DRAFTS_DAYS = 45
    words = "Answers that are not submitted are deleted 45 days after the last change."
    assert words in browser.get("/portal/registration/").content.decode()

    answers.begin(browser)
    answers.give(browser, "contact", go="previous")

    assert words in browser.get(f"/portal/registration/{page}").content.decode()


def test_pausing_also_says_how_long_answers_are_kept(browser):
    answers.begin(browser)
    answers.give(browser, "contact", go="pause")

    home = browser.get("/portal/").content.decode()
    assert "Your answers are saved. You can continue within 90 days, on any device." in home
