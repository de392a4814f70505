"""Requested changes about thousands of people: the request is small, and nothing is done twice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cvms import intake
from cvms.audit.models import Event
from cvms.mail.models import Message
from cvms.recipients.actions import adding, errands, writing
from cvms.recipients.models import Errand, Recipient
from cvms.uploads.actions import comparing
from tests import make
from tests.at_once import before_it_commits

pytestmark = pytest.mark.django_db
LIST = reverse("uploads:start")
SEND = reverse("recipients:send_again") + "?stage=unregistered"
MANY = 2500
QUERIES = 30  # of one request, with those of its session and its audit event


@pytest.fixture
def browser(as_user, contact):
    return as_user(contact)


@pytest.fixture
def many(organization):
    """People of last week, whose invitations have left and who have not registered."""
    report = intake.read(make.csv(*make.people(MANY)), "staff.csv", intake.Limits(5000, 10**7))
    adding.add(report.good, organization=organization.pk, upload=None, invite=False)
    Recipient.objects.update(
        stage=Recipient.Stage.SENT, loaded_at=timezone.now() - timedelta(days=8)
    )


def _post(browser, url, data=None):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = browser.post(url, data or {})
    assert len(asked) <= QUERIES
    return answer


def _letters():
    return Message.objects.filter(kind="recipient_invitation").values_list("about", flat=True)


def test_thousands_are_written_to_by_a_worker_and_the_list_says_how_far_it_is(
    browser, many, contact, work
):
    # When all of them are written to
    _post(browser, SEND)

    # Then the request has written to nobody, and the list says what is under way
    assert not _letters().exists()
    [errand] = Errand.objects.all()
    assert (errand.asked, errand.reached) == (MANY, 0)
    page = browser.get(LIST).content.decode()
    assert "Emails are being prepared" in page
    assert 'hx-get="' + reverse("recipients:under_way") in page
    assert "still being prepared" in browser.get(SEND).content.decode()

    # And so it does when a part is done
    errands.do_next_piece(pk=errand.pk)
    assert _letters().count() == errands.AT_ONCE
    assert "1,000 of 2,500" in browser.get(reverse("recipients:under_way")).content.decode()

    # And at the end each has one letter, and the list says how many
    work()
    assert sorted(_letters()) == sorted(Recipient.objects.values_list("pk", flat=True))
    page = browser.get(reverse("recipients:under_way")).content.decode()
    assert "2,500 emails are on their way. Marcus Lindqvist asked for them" in page
    assert "hx-get" not in page
    events = Event.objects.filter(action="recipients.all_invited_again", who=contact.pk)
    assert sum(event.details["letters"] for event in events) == MANY
    errand.refresh_from_db()
    assert errand.people == []


def test_a_second_press_during_the_work_starts_nothing_more(browser, many):
    for _ in range(2):
        _post(browser, SEND)

    assert Errand.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name="recipients.do_errand").count() == 1


def test_a_killed_or_repeated_job_writes_to_nobody_twice(browser, many, monkeypatch):
    _post(browser, SEND)
    [errand] = Errand.objects.all()

    # Given a job that ends in the middle of its second piece
    errands.do_next_piece(pk=errand.pk)
    send = writing.send_mail

    def killed(*args, **kwargs):
        send(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "send_mail", killed)
    with pytest.raises(KeyboardInterrupt):
        errands.do_next_piece(pk=errand.pk)
    monkeypatch.undo()

    # When it is done again, and once more after its end
    while errands.do_next_piece(pk=errand.pk):
        continue
    errands.do_next_piece(pk=errand.pk)

    # Then everybody has one letter
    assert len(set(_letters())) == _letters().count() == MANY
    errand.refresh_from_db()
    assert errand.done == MANY


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_errand_write_to_nobody_twice(browser, many):
    _post(browser, SEND)
    [errand] = Errand.objects.all()

    before_it_commits(
        lambda: errands.do_next_piece(pk=errand.pk), lambda: errands.do_next_piece(pk=errand.pk)
    )

    assert len(set(_letters())) == _letters().count()
    errand.refresh_from_db()
    assert errand.done == errand.reached == _letters().count()


def test_a_person_who_registers_or_leaves_meanwhile_gets_no_letter(browser, many, work):
    _post(browser, SEND)
    gone, registered = Recipient.objects.order_by("pk")[:2]
    Recipient.objects.filter(pk=gone.pk).update(left_at=timezone.now(), stage=Recipient.Stage.GONE)
    Recipient.objects.filter(pk=registered.pk).update(stage=Recipient.Stage.REGISTERED)

    work()

    assert not _letters().filter(about__in=[gone.pk, registered.pk]).exists()
    assert Errand.objects.get().done == MANY - 2


def test_an_errand_that_was_given_up_is_started_again(browser, many, work):
    _post(browser, SEND)
    ProcrastinateJob.objects.filter(task_name="recipients.do_errand").delete()

    assert errands.requeue_abandoned() == 1
    assert errands.requeue_abandoned() == 0
    work()

    assert Errand.objects.get().finished_at


def test_an_old_errand_is_no_longer_shown(browser, many, work):
    _post(browser, SEND)
    work()
    Errand.objects.update(finished_at=timezone.now() - errands.SHOWN_FOR * 2)

    errands.requeue_abandoned()

    assert not Errand.objects.exists()


def test_a_worker_marks_and_puts_back_thousands_not_on_a_whole_list(
    browser, many, organization, contact, work
):
    file = make.loaded(organization, ("Nia", "Neal", "nia@x.example"))
    comparing.call_whole(file=file, by=contact)
    url = reverse("uploads:mark_missing", args=[file.pk])
    page = reverse("uploads:whole_list", args=[file.pk])

    _post(browser, url, {"do": "mark-all"})

    assert not Recipient.objects.filter(left_at__isnull=False).exists()
    assert "People are being marked as no longer here" in browser.get(page).content.decode()
    work()
    assert Recipient.objects.filter(left_at__isnull=False).count() == MANY
    assert "2,500 people were marked as no longer here." in browser.get(page).content.decode()

    # And all of them are put back from the list of people
    _post(browser, reverse("recipients:come_back") + "?stage=gone", {"everybody": "1"})
    assert Recipient.objects.filter(left_at__isnull=False).count() == MANY
    work()
    assert not Recipient.objects.filter(left_at__isnull=False).exists()


def test_another_organizations_errand_is_not_shown(browser, many, staff, as_user):
    _post(browser, SEND)

    other = make.contact_of(make.organization(by=staff))

    page = as_user(other).get(reverse("recipients:under_way")).content.decode()
    assert "being prepared" not in page
