"""A whole list: people who are missing, who left, and who are back."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cvms.audit.models import Event
from cvms.mail.models import Message
from cvms.recipients.actions import following, writing
from cvms.recipients.models import Recipient
from cvms.uploads import whole_list
from cvms.uploads.actions import comparing, correcting, typing
from cvms.uploads.cells import Typed
from cvms.uploads.models import Upload
from tests import make

pytestmark = pytest.mark.django_db
Stage = Recipient.Stage


@pytest.fixture
def browser(as_user, contact):
    return as_user(contact)


@pytest.fixture
def earlier(organization):
    """Ten people of a first list."""
    return make.loaded(organization, *make.people(10))


@pytest.fixture
def whole(organization, earlier, contact):
    """The second list: seven of the ten, and somebody new."""
    file = make.loaded(organization, *make.people(7), ("Nia", "Neal", "nia@x.example"))
    comparing.call_whole(file=file, by=contact)
    file.refresh_from_db()
    return file


def _url(name, file):
    return reverse(f"uploads:{name}", args=[file.pk])


def _emails(people):
    return sorted(people.values_list("email", flat=True))


MORE = [("Nia", "Neal", "nia@x.example")]
MISSING = [f"person{number}@people.example" for number in (10, 8, 9)]


def test_a_list_is_called_whole_when_it_is_uploaded(browser, earlier):
    file = SimpleUploadedFile("week.csv", make.csv(*make.people(7)), "text/csv")
    data = {"file": file, "key": uuid.uuid4(), "whole_list": "on"}
    sent = browser.post(reverse("uploads:receive_low"), data)
    browser.post(f"{sent.url}create/")

    page = browser.get(sent.url).content.decode()

    assert "3 people are not on this list" in page
    shown = browser.get(f"{sent.url}whole-list/").content.decode()
    assert all(email in shown for email in MISSING)
    assert "person7@people.example" not in shown
    assert not Recipient.objects.filter(left_at__isnull=False).exists(), "nobody is marked by it"


def test_a_first_list_is_not_asked_about(browser, organization):
    assert "This is our whole list" not in browser.get(reverse("uploads:start")).content.decode()
    make.loaded(organization, *make.people(1))
    assert "This is our whole list" in browser.get(reverse("uploads:start")).content.decode()


def test_a_list_is_called_whole_after_it_was_loaded(browser, organization, earlier):
    file = make.loaded(organization, *make.people(7))
    assert "Is this your whole list?" in browser.get(_url("detail", file)).content.decode()

    answer = browser.post(_url("call_whole", file), follow=True)

    assert answer.redirect_chain[-1][0] == _url("whole_list", file)
    assert "Still counted</a> <strong>3</strong>" in answer.content.decode()
    assert Event.objects.filter(action="uploads.called_whole").count() == 1


def test_people_who_left_get_no_letters_and_are_out_of_the_counts(
    browser, organization, whole, contact
):
    jane = Recipient.objects.get(email=MISSING[0])

    browser.post(_url("mark_missing", whole), {"do": "mark", "chosen": [jane.pk]})
    browser.post(_url("mark_missing", whole), {"do": "mark-all"})

    gone = Recipient.objects.filter(stage=Stage.GONE)
    assert _emails(gone) == MISSING
    page = browser.get(reverse("uploads:start")).content.decode()
    assert "Total number of records: 8" in page
    assert not gone.reachable().exists()
    Message.objects.update(state=Message.State.SENT, sent_at=timezone.now())
    following.follow_all()
    assert gone.count() == 3, "letters do not bring them back"
    everybody = Recipient.objects.all()
    everybody.update(loaded_at=timezone.now() - timedelta(days=9))  # long enough for another letter
    assert writing.send_again(people=everybody, organization=organization, by=contact) == 8
    event = Event.objects.filter(action="recipients.left").latest("id")
    assert event.details == {"people": 2}


def test_an_invitation_that_waits_is_not_sent_to_somebody_who_left(browser, whole, work, mailbox):
    browser.post(_url("mark_missing", whole), {"do": "mark-all"})
    work()

    to = {letter["to"] for _number, letter in mailbox.messages}
    assert "person7@people.example" in to
    assert not to & set(MISSING)

    # And it is sent once they are put back
    browser.post(_url("mark_missing", whole), {"do": "back-all"})
    work()
    assert {letter["to"] for _number, letter in mailbox.messages} >= set(MISSING)


@pytest.mark.parametrize("pressed", ["", "mark-some", "sign-all"])
def test_a_press_that_is_not_known_marks_nobody(browser, whole, pressed):
    jane = Recipient.objects.get(email=MISSING[0])

    typed = {"do": pressed, "chosen": [jane.pk]}
    page = browser.post(_url("mark_missing", whole), typed, follow=True)

    assert "Nothing was changed. Press one of the buttons below." in page.content.decode()
    assert not Recipient.objects.filter(left_at__isnull=False).exists()


def test_marking_is_undone_for_the_chosen_and_for_all(browser, whole):
    browser.post(_url("mark_missing", whole), {"do": "mark-all"})
    Message.objects.update(state=Message.State.SENT, sent_at=timezone.now())
    jane = Recipient.objects.get(email=MISSING[0])

    browser.post(_url("mark_missing", whole), {"do": "back", "chosen": [jane.pk]})
    jane.refresh_from_db()
    assert (jane.left_at, jane.stage) == (None, Stage.SENT)

    browser.post(_url("mark_missing", whole), {"do": "back-all"})
    assert not Recipient.objects.filter(left_at__isnull=False).exists()
    assert Event.objects.filter(action="recipients.came_back").count() == 2


def test_somebody_who_left_is_put_back_from_the_list_of_people(browser, whole):
    browser.post(_url("mark_missing", whole), {"do": "mark-all"})
    numbers = list(Recipient.objects.filter(stage=Stage.GONE).values_list("pk", flat=True))
    page = browser.get(reverse("uploads:start") + "?stage=gone").content.decode()
    assert "Those chosen are here again" in page

    browser.post(reverse("recipients:come_back") + "?stage=gone", {"chosen": numbers[:2]})

    assert Recipient.objects.filter(stage=Stage.GONE).count() == 1


def test_a_person_on_a_later_list_is_counted_again(browser, organization, whole, work):
    browser.post(_url("mark_missing", whole), {"do": "mark-all"})

    make.loaded(organization, make.people(9)[8])
    work()

    assert _emails(Recipient.objects.filter(stage=Stage.GONE)) == [MISSING[0], MISSING[1]]


def test_the_chosen_are_only_those_who_are_not_on_the_list(browser, whole, staff):
    theirs = make.loaded(make.organization(by=staff), ("Ida", "Roe", "ida@x.example"))
    on_it = Recipient.objects.get(email="person1@people.example")
    numbers = [on_it.pk, theirs.recipients.get().pk]

    browser.post(_url("mark_missing", whole), {"do": "mark", "chosen": numbers})

    assert not Recipient.objects.filter(left_at__isnull=False).exists()


def test_a_wrong_address_on_the_list_does_not_make_somebody_missing(organization, earlier, contact):
    rows = [*make.people(8), ("First9", "Last9", "person9@people"), ("", "Last10", "x@y.example")]
    file = make.loaded(organization, *rows)

    assert _emails(whole_list.missing(file)) == ["person10@people.example"]

    # And neither does the correction of it
    typing.keep(file=file, typed=Typed(9, "First9", "Last9", "person9@people.example"), by=contact)
    correcting.correct(file=file, by=contact, key=uuid.uuid4())
    assert _emails(whole_list.missing(file)) == ["person10@people.example"]


def test_people_loaded_by_a_correction_are_on_the_list(organization, earlier, contact):
    file = make.loaded(organization, *make.people(10), ("Bo", "", "bo@x.example"))
    typing.keep(file=file, typed=Typed(11, "Bo", "Birch", "bo@x.example"), by=contact)
    correcting.correct(file=file, by=contact, key=uuid.uuid4())

    assert not whole_list.missing(file).exists()


def test_people_of_a_later_file_are_not_missing_from_an_earlier_list(organization, whole):
    make.loaded(organization, ("Ida", "Roe", "ida@x.example"))

    assert _emails(whole_list.missing(whole)) == MISSING


def test_a_row_left_out_of_the_worklist_counts_as_not_on_the_whole_list(
    organization, earlier, contact
):
    file = make.loaded(organization, *make.people(9), ("", "", "person10@people.example"))
    assert not whole_list.missing(file).exists()

    typing.leave_out(file=file, lines=[10], by=contact)

    assert _emails(whole_list.missing(file)) == ["person10@people.example"]


def test_the_report_says_how_many_are_not_on_the_list(organization, whole, work, mailbox):
    work()

    report = [m for _n, m in mailbox.messages if m["subject"].startswith("Bulk")][-1]
    text = report.get_body(("plain",)).get_content()
    assert "3 people were loaded before and are not on this list." in text


def test_a_newer_whole_list_stands_in_for_an_older(browser, organization, whole, contact):
    newer = make.loaded(organization, *make.people(10))
    comparing.call_whole(file=newer, by=contact)

    assert browser.get(_url("whole_list", whole)).url == _url("whole_list", newer)
    browser.post(_url("mark_missing", whole), {"do": "mark-all"})
    assert not Recipient.objects.filter(left_at__isnull=False).exists()
    assert "not on this list" not in browser.get(_url("detail", whole)).content.decode()


def test_a_list_in_several_files_is_compared_as_one(browser, organization, earlier, contact, work):
    # Given ten people, of whom each department sends a file, the last with a record to correct
    people = make.people(9)
    parts = [make.loaded(organization, *people[:4]), make.loaded(organization, *people[4:7])]
    last = make.loaded(organization, *people[7:8], ("First9", "Last9", "person9@people"))
    page = browser.get(_url("detail", last)).content.decode()
    assert "Is the list in several files?" in page
    assert all(f'name="with" value="{part.pk}"' in page for part in parts)

    # When the point of contact says so on the page of any of them
    numbers = [parts[1].pk, last.pk, earlier.pk * 1000]
    answer = browser.post(_url("call_whole", parts[0]), {"with": numbers})

    # Then the newest stands for all, and only who is in none of them is missing
    assert answer.url == _url("whole_list", last)
    assert _emails(whole_list.missing(last)) == ["person10@people.example"]
    assert "1 person is not on this list" in browser.get(_url("detail", last)).content.decode()
    assert "a part of your whole list" in browser.get(_url("detail", parts[0])).content.decode()
    assert browser.get(_url("whole_list", parts[0])).url == _url("whole_list", last)
    shown = browser.get(_url("whole_list", last)).content.decode()
    assert "The list is in this file and 2 others" in shown

    # And one of them can be taken out again
    browser.post(_url("call_whole", last), {"with": [parts[0].pk]})
    assert whole_list.missing(last).count() == 4


def test_a_list_in_files_of_which_one_is_no_longer_kept_is_not_compared(
    browser, organization, earlier, contact
):
    part, last = make.loaded(organization, *make.people(4)), make.loaded(organization, *MORE)
    comparing.call_whole(file=last, by=contact, together=[part.pk])
    Upload.objects.filter(pk=part.pk).update(purged_at=timezone.now())

    assert browser.get(_url("whole_list", last)).status_code == 404
    assert "not on this list" not in browser.get(_url("detail", last)).content.decode()


def test_a_correction_in_any_of_the_files_counts(browser, organization, earlier, contact):
    part = make.loaded(organization, *make.people(4), ("", "", "person5@people"))
    last = make.loaded(organization, *MORE)
    comparing.call_whole(file=last, by=contact, together=[part.pk])
    assert "6 people are not on this list" in browser.get(_url("detail", last)).content.decode()

    typing.keep(file=part, typed=Typed(5, "F", "L", "person5@people.example"), by=contact)
    correcting.correct(file=part, by=contact, key=uuid.uuid4())

    assert "5 people are not on this list" in browser.get(_url("detail", last)).content.decode()


def test_another_organizations_file_cannot_be_part_of_a_list(organization, earlier, contact, staff):
    theirs = make.loaded(make.organization(by=staff), *MORE)
    last = make.loaded(organization, *make.people(4))

    comparing.call_whole(file=last, by=contact, together=[theirs.pk])

    theirs.refresh_from_db()
    assert theirs.whole_with is None


def test_the_number_follows_who_is_put_back_on_the_list_of_people(
    browser, whole, organization, work
):
    browser.post(_url("mark_missing", whole), {"do": "mark-all"})
    assert "not on this list" not in browser.get(_url("detail", whole)).content.decode()
    numbers = list(Recipient.objects.filter(stage=Stage.GONE).values_list("pk", flat=True))

    browser.post(reverse("recipients:come_back") + "?stage=gone", {"chosen": numbers[:2]})
    work()

    assert "2 people are not on this list" in browser.get(_url("detail", whole)).content.decode()


def test_the_page_of_an_upload_counts_nobody_who_is_missing(
    browser, whole, django_assert_max_num_queries, monkeypatch
):
    """However many people an organization has: the number is kept."""
    browser.get(_url("detail", whole))
    monkeypatch.setattr(whole_list, "missing", None)

    with django_assert_max_num_queries(16):
        page = browser.get(_url("detail", whole)).content.decode()

    assert "3 people are not on this list" in page


def test_a_list_called_whole_can_be_called_a_part(browser, organization, earlier, contact):
    part = make.loaded(organization, *make.people(2))
    comparing.call_whole(file=part, by=contact)
    page = browser.get(_url("whole_list", part)).content.decode()
    assert "Most of your people are not on this list" in page

    browser.post(_url("call_whole", part), {"part": "1"})

    part.refresh_from_db()
    assert not part.whole_list
    assert browser.get(_url("whole_list", part)).url == _url("detail", part)


@pytest.mark.parametrize("state", [Upload.State.PREVIEW, Upload.State.REFUSED])
def test_nothing_is_compared_with_a_file_that_was_not_loaded(browser, organization, state):
    data = make.csv(*make.people(2)) if state == Upload.State.PREVIEW else b""
    file = make.upload(organization, data)
    assert file.state == state

    assert browser.post(_url("call_whole", file)).status_code == 404
    assert browser.get(_url("whole_list", file)).status_code == 404
