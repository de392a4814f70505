"""A file reveals which of its people are known, so people are limited by the day."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from cvms.accounts.limits.counting import TooMany
from cvms.accounts.limits.limits import spend_on
from cvms.intake import Layout, Role
from cvms.recipients.actions import erasing
from cvms.recipients.models import Recipient
from cvms.uploads.actions import asking, failing, previewing, searching
from cvms.uploads.models import Content, TypedRow, Upload
from tests import make

pytestmark = pytest.mark.django_db
PAGE = "/organization/bulk-registration/"
SENTENCE = (
    "Your account has reached the number of people it can upload in one day. Nothing was lost. Wait"
)


@pytest.fixture
def browser(contact, as_user):
    return as_user(contact)


@pytest.fixture
def may_ask_of(settings):
    def allow(people):
        settings.LIMITS = settings.LIMITS | {"address": f"{people}/d/subject"}

    return allow


def _upload(browser, volume, people):
    html = browser.get(f"{PAGE}?volume={volume}").content.decode()
    data = {
        "key": re.search(r'name="key" value="([^"]+)"', html)[1],
        "last_modified": "",
        "file": SimpleUploadedFile("staff.csv", make.csv(*people), "text/csv"),
    }
    return browser.post(f"{PAGE}{volume}/", data)


def test_a_file_beyond_the_daily_limit_is_refused_and_says_when_it_will_be_accepted(
    browser, may_ask_of
):
    # Given an account that may be told of 50 people a day
    may_ask_of(50)
    assert _upload(browser, "low", make.people(40, "a.example")).status_code == 302

    # When it uploads 20 more
    answer = _upload(browser, "low", make.people(20, "b.example"))

    # Then it is told to wait, and the first file is as it was
    assert answer.status_code == 429
    assert SENTENCE in answer.content.decode()
    assert Upload.objects.get().records == 40
    assert Content.objects.count() == 1

    # And ten more are taken
    assert _upload(browser, "low", make.people(10, "c.example")).status_code == 302


def test_files_that_a_worker_reads_later_are_counted_when_they_come_in(
    browser, may_ask_of, settings, work
):
    # Given an account that may be told of no more people than one High Volume file has
    settings.HIGH_VOLUME_RECORDS = 500
    may_ask_of(500)
    assert _upload(browser, "high", make.people(30, "a.example")).status_code == 302

    # When another comes in before the first was read, then it is not taken
    assert _upload(browser, "high", make.people(30, "b.example")).status_code == 429

    # And once the first was read, only its own people are counted
    work()
    settings.HIGH_VOLUME_RECORDS = 470
    assert _upload(browser, "high", make.people(30, "b.example")).status_code == 302
    work()
    assert Recipient.objects.count() == 60


def test_a_correction_beyond_a_days_people_keeps_what_was_typed(browser, organization, may_ask_of):
    # Given a file with a bad address, and an account that has used up its day
    file = make.loaded(organization, ("Ada", "Roe", "bademail"))
    may_ask_of(1)
    assert _upload(browser, "low", make.people(1, "a.example")).status_code == 302

    # When the address is typed again and sent
    detail = f"{PAGE}uploads/{file.pk}/"
    typed = {"first_name-1": "Ada", "last_name-1": "Roe", "email-1": "ada@people.example"}
    answer = browser.post(f"{detail}correct/", typed)

    # Then it waits, as typed
    assert answer.status_code == 429
    assert SENTENCE in answer.content.decode()
    assert TypedRow.objects.get(upload=file).email == "ada@people.example"


def test_a_canceled_file_gives_back_only_the_people_it_had(
    browser, organization, may_ask_of, settings, work
):
    # Given a High Volume file of 30 people that waits for a decision
    settings.HIGH_VOLUME_RECORDS = 500
    may_ask_of(530)
    doubtful = [("Jos\u00e9", "Mu\u00f1oz", "jm@a.example"), *make.people(29, "a.example")]
    file = make.upload(
        organization, make.csv(*doubtful).decode("utf-8-sig").encode("mac_roman"), volume="high"
    )
    work()
    file.refresh_from_db()
    assert file.state == Upload.State.PREVIEW

    # When it is dropped
    browser.post(f"{PAGE}uploads/{file.pk}/cancel/")

    # Then another file has room
    assert _upload(browser, "high", make.people(30, "b.example")).status_code == 302


@pytest.fixture
def one_file_a_day(may_ask_of, settings):
    """An account may be told of no more people than one High Volume file has."""
    settings.HIGH_VOLUME_RECORDS = 500
    may_ask_of(500)


def _has_room_for(contact, people):
    """Whether the account may be told of exactly so many more: room that is never given twice."""
    spend_on("address", str(contact.pk), people)
    with pytest.raises(TooMany):
        spend_on("address", str(contact.pk), 2)
    return True


def test_a_file_whose_loading_was_given_up_no_longer_counts(
    organization, contact, one_file_a_day, work
):
    # Given a file that no worker could load
    file = make.upload(organization, make.csv(*make.people(30)), volume="high")
    ProcrastinateJob.objects.filter(task_name="uploads.load").delete()

    # When that is noticed, twice
    for _ in range(2):
        failing.fail_abandoned()

    # Then there is room for another, which takes it while it is tried again
    failing.try_again(upload=file, by=contact)
    with pytest.raises(TooMany):
        make.upload(organization, make.csv(*make.people(2)))

    # And only its people count once it is loaded
    work()
    assert _has_room_for(contact, 470)


def test_a_file_that_could_not_be_read_is_given_back(organization, contact, one_file_a_day, work):
    make.upload(organization, b"not,a,list\n", volume="high")
    work()

    assert _has_room_for(contact, 500)


def test_a_file_that_is_read_in_another_way_is_counted_once(
    organization, contact, one_file_a_day, work
):
    # Given a High Volume file of which nobody knows which column is which
    data = b"A,B,C\n" + b"".join(b"Jo,Roe,jo%d@x.example\n" % number for number in range(30))
    file = make.upload(organization, data, volume="high")
    work()
    file.refresh_from_db()
    assert file.asks_for_columns

    # When somebody says so, thinks again, and creates the records
    roles = {0: Role.FIRST, 1: Role.LAST, 2: Role.EMAIL}
    for _ in range(2):
        asking.choose_columns(upload=file, layout=Layout(1, roles), by=contact)
    previewing.create_records(upload=file, by=contact)
    work()

    # Then its people count once
    assert Recipient.objects.count() == 30
    assert _has_room_for(contact, 470)


def test_a_file_that_is_dropped_twice_is_given_back_once(
    organization, contact, one_file_a_day, work
):
    data = make.csv(("Jos\u00e9", "Mu\u00f1oz", "jm@a.example")).decode("utf-8-sig")
    file = make.upload(organization, data.encode("mac_roman"), volume="high")
    work()

    for _ in range(2):
        previewing.cancel(upload=file, by=contact)

    assert _has_room_for(contact, 500)


def test_a_file_canceled_by_a_removal_no_longer_counts(
    organization, contact, staff, one_file_a_day, settings, work
):
    person = ("Jos\u00e9", "Mu\u00f1oz", "jm@a.example")
    make.loaded(organization, person)
    data = make.csv(person).decode("utf-8-sig").encode("mac_roman")
    settings.HIGH_VOLUME_RECORDS = 499
    file = make.upload(organization, data, volume="high")
    work()
    jose = Recipient.objects.get()

    searching.search(erasing.person_of(jose))
    erasing.erase(recipient=jose, by=staff)

    file.refresh_from_db()
    assert file.state == Upload.State.CANCELLED
    assert _has_room_for(contact, 499)


def test_staff_who_try_a_file_again_are_told_that_the_day_is_used_up(
    as_user, organization, contact, staff, one_file_a_day
):
    file = make.upload(organization, make.csv(*make.people(30)), volume="high")
    ProcrastinateJob.objects.filter(task_name="uploads.load").delete()
    failing.fail_abandoned()
    spend_on("address", str(contact.pk), 400)

    page = as_user(staff).post(f"/staff/uploads/{file.pk}/retry/", follow=True).content.decode()

    assert "has reached the number of people it can upload today" in page
    file.refresh_from_db()
    assert file.state == Upload.State.FAILED
