"""Stages of people: filters, search without accents, letters to everyone at a stage."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from cvms.audit.models import Event
from cvms.mail.models import Message
from cvms.recipients.actions import following, writing
from cvms.recipients.chosen import chosen
from cvms.recipients.models import Recipient, Touched
from tests import make

pytestmark = pytest.mark.django_db
START = reverse("uploads:start")
Stage = Recipient.Stage
PEOPLE = [
    ("José", "García", "jg@plant.example"),
    ("Jane", "Doe", "jane@plant.example"),
    ("Ann", "Łukasz", "ann@plant.example"),
    ("Bo", "Birch", "bo@plant.example"),
]


@pytest.fixture
def upload(organization):
    upload = make.loaded(organization, *PEOPLE)
    Recipient.objects.filter(first_name="Ann").update(first_name="=Ann")  # as of an earlier release
    return upload


@pytest.fixture
def browser(as_user, contact, upload):
    return as_user(contact)


@pytest.fixture
def sent(upload):
    """Every invitation has left, but for one that came back."""
    _mark(Recipient.objects.exclude(first_name="Bo"), Message.State.SENT)
    _mark(Recipient.objects.filter(first_name="Bo"), Message.State.BOUNCED)
    following.follow_all()


def _mark(people, state):
    letters = Message.objects.filter(about__in=list(people.values_list("pk", flat=True)))
    letters.filter(kind="recipient_invitation").update(state=state, sent_at=timezone.now())


def _words(answer):
    """The page's text, without line breaks."""
    return " ".join(answer.content.decode().split())


def _stages():
    return dict(Recipient.objects.values_list("first_name", "stage"))


def test_the_stage_follows_letters_and_accounts(sent):
    jane = Recipient.objects.get(first_name="Jane").user
    jane.password_changed_at = timezone.now()
    jane.save()

    assert following.follow_all() == 1

    assert _stages() == {
        "José": Stage.SENT,
        "Jane": Stage.ACCOUNT,
        "=Ann": Stage.SENT,
        "Bo": Stage.UNDELIVERED,
    }
    assert not Touched.objects.exists()


def test_each_stage_is_a_filter_with_its_number(browser, sent):
    page = browser.get(f"{START}?stage=undelivered").content.decode()

    assert "bo@plant.example" in page
    assert "jane@plant.example" not in page
    assert "Total number of records: 4" in page


@pytest.mark.parametrize(
    "words", ["garcia", "García, José", "jose garcia", "JG@plant", "lukasz", "doe jane"]
)
def test_search_ignores_accents_and_word_order(browser, words):
    page = browser.post(reverse("uploads:search") + "?searched=1", {"q": words}, follow=True)

    assert "1 record found" in page.content.decode()


@pytest.mark.parametrize("sort", ["first_name", "-last_name", "email", "-stage"])
def test_a_search_stands_in_every_order(browser, sort):
    url = f"{reverse('uploads:search')}?searched=1&sort={sort}"
    page = browser.post(url, {"q": "plant"}, follow=True)

    assert "4 records found" in page.content.decode()


def test_the_people_of_one_upload(browser, organization, upload):
    make.loaded(organization, *make.people(2, "later.example"))

    page = browser.get(f"{START}?upload={upload.pk}").content.decode()

    assert "jane@plant.example" in page
    assert "person1@later.example" not in page


def test_all_people_of_a_filter_get_one_letter_in_three_days(browser, sent, work, mailbox):
    url = reverse("recipients:send_again") + "?stage=unregistered"
    assert "3 get none: loaded or emailed in the last 3 days." in _words(browser.get(url))
    Recipient.objects.update(loaded_at=timezone.now() - timedelta(days=4))
    page = _words(browser.get(url))
    assert "3 people get an email now." in page
    assert "1 gets none: registered" in page

    browser.post(url)
    again = browser.post(url, follow=True)
    work()

    to = sorted(letter["to"] for _number, letter in mailbox.messages)
    people = ["ann@plant.example", "jane@plant.example", "jg@plant.example"]
    assert [one for one in to if one in people] == people
    assert "0 emails are on their way." in again.content.decode()
    assert Event.objects.filter(action="recipients.all_invited_again").count() == 1
    Recipient.objects.update(written_at=timezone.now() - timedelta(days=4), stage=Stage.SENT)
    assert "4 people get an email now." in _words(browser.get(url))


@pytest.mark.parametrize(
    ("reason", "letters"),
    [("mailbox-full", 1), ("blocked", 1), ("no-such-address", 0), ("complained", 0), ("", 0)],
)
def test_undelivered_people_get_a_letter_only_if_mail_may_arrive(browser, sent, reason, letters):
    Recipient.objects.update(loaded_at=timezone.now() - timedelta(days=4))
    Message.objects.filter(state=Message.State.BOUNCED).update(reason=reason)
    following.follow_all()
    url = reverse("recipients:send_again") + "?stage=undelivered"

    assert url in browser.get(f"{START}?stage=undelivered").content.decode()
    assert ("Send 1 email" in _words(browser.get(url))) == bool(letters)

    browser.post(url)
    letters_queued = Message.objects.filter(kind="recipient_invitation", state=Message.State.QUEUED)
    assert letters_queued.count() == letters


def test_people_with_an_account_get_a_reminder_and_the_page_says_so(browser, sent):
    Recipient.objects.update(loaded_at=timezone.now() - timedelta(days=4))
    jane = Recipient.objects.get(first_name="Jane").user
    jane.password_changed_at = timezone.now()
    jane.save()
    following.follow_all()

    page = _words(browser.get(reverse("recipients:send_again")))

    assert "2 without an account get the invitation again" in page
    assert "1 with an account is reminded to register." in page


def test_a_search_that_has_ended_does_not_narrow_letters_or_files(browser, sent):
    """What was searched for earlier stays in the session, and the page shows everybody."""
    Recipient.objects.update(loaded_at=timezone.now() - timedelta(days=4))
    browser.post(reverse("uploads:search") + "?searched=1", {"q": "jane"})

    everybody = browser.get(START).context["listing"]
    found = browser.get(f"{START}?searched=1").context["listing"]

    assert "3 people get" in _words(browser.get(reverse("recipients:send_again") + everybody.again))
    assert "1 person gets" in _words(browser.get(reverse("recipients:send_again") + found.again))
    assert found.page.paginator.count == 1


def test_mail_for_a_full_mailbox_shows_until_when_it_is_tried(browser, upload, settings):
    created = timezone.now() - timedelta(days=1)
    bo = Recipient.objects.get(first_name="Bo")
    Message.objects.filter(about=bo.pk).update(
        attempts=2, reason="mailbox-full", created_at=created
    )
    until = timezone.localtime(created + timedelta(days=settings.MAIL_GIVE_UP_DAYS))

    page = browser.get(START).content.decode()

    assert f"This mailbox is full: we try until {until:%A}" in page


def test_why_mail_did_not_arrive_is_a_sentence(browser, sent):
    Message.objects.filter(state=Message.State.BOUNCED).update(reason="no-such-address")

    page = browser.get(f"{START}?stage=undelivered").content.decode()

    assert "This address does not exist" in page


def test_a_persons_row_names_the_file_they_came_from(browser, upload):
    page = browser.get(START).content.decode()

    assert f'href="{reverse("uploads:detail", args=[upload.pk])}">from staff.csv</a>' in page


def test_the_list_keeps_page_and_sort_on_return(browser, organization):
    make.loaded(organization, *make.people(60))

    page = browser.get(START).content.decode()

    assert 'href="?page=2#loaded"' in page
    assert 'href="?sort=last_name#loaded"' in page


def test_reminders_are_sent_by_schedule_and_never_after_unsubscribing(sent, settings):
    day = timedelta(days=1)
    Recipient.objects.update(loaded_at=timezone.now() - 8 * day)
    Recipient.objects.filter(first_name="Jane").update(unsubscribed_at=timezone.now())

    assert writing.remind() == 2
    assert writing.remind() == 0
    Recipient.objects.update(
        loaded_at=timezone.now() - 22 * day, written_at=timezone.now() - 14 * day, stage=Stage.SENT
    )
    # The first of Bo, who had none, then the second of the two others
    assert [writing.remind() for _turn in range(3)] == [1, 2, 0]
    settings.REMINDER_DAYS = []
    assert writing.remind() == 0


def test_people_with_an_account_are_reminded_to_register(sent, work, mailbox):
    jane = Recipient.objects.get(first_name="Jane")
    jane.user.password_changed_at = timezone.now()
    jane.user.save()
    following.follow_all()
    Recipient.objects.update(loaded_at=timezone.now() - timedelta(days=8))
    mailbox.messages.clear()

    writing.remind()
    work()

    letter = next(m for _n, m in mailbox.messages if m["to"] == "jane@plant.example")
    assert letter["subject"].startswith("Complete your registration")
    assert letter["List-Unsubscribe"]


def test_chosen_people_go_into_one_request(browser, contact, organization, staff):
    theirs = make.organization(by=staff)
    make.loaded(theirs, *make.people(1, "theirs.example"))
    everybody = list(Recipient.objects.values_list("pk", flat=True))

    answer = browser.post(
        reverse("recipients:ask_help_desk"), {"chosen": everybody, "correction": "1"}
    )

    assert answer.url == reverse("helpdesk:ask_for_changes") + "?change=correct"
    request = type("Request", (), {"session": browser.session})
    people = {person.email for person in chosen(request, organization)}
    assert people == {email for _first, _last, email in PEOPLE}


def test_all_people_that_a_filter_finds_are_chosen_at_once(browser, organization, sent):
    make.loaded(organization, *make.people(30))
    following.follow_all()

    browser.post(
        reverse("recipients:ask_help_desk") + "?stage=waiting",
        {"everybody": "1", "correction": "1"},
    )

    request = type("Request", (), {"session": browser.session})
    assert len(chosen(request, organization)) == 30


def test_choosing_nobody_is_explained(browser):
    page = browser.post(reverse("recipients:ask_help_desk"), follow=True)

    assert "Choose people first, then ask." in page.content.decode()


def test_the_list_is_exported_safely_and_in_the_trail(browser, sent):
    url = reverse("recipients:export", args=["csv"])
    text = b"".join(browser.get(f"{url}?stage=sent").streaming_content).decode("utf-8-sig")
    book = b"".join(browser.get(reverse("recipients:export", args=["xlsx"])).streaming_content)

    lines = text.splitlines()
    assert lines[0] == "First Name,Last Name,Email,Stage,Why it was not delivered,Loaded,File"
    assert len(lines) == 4
    assert not any(line.startswith("=") for line in lines)
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    cells = {cell.value: cell.data_type for row in sheet for cell in row}
    assert cells["=Ann"] == "s", "text, and no formula"
    assert Event.objects.filter(action="recipients.exported").count() == 2


def test_an_unknown_export_format_is_not_found(browser):
    assert browser.get(reverse("recipients:export", args=["pdf"])).status_code == 404


def test_a_link_of_the_list_gets_the_list_alone(browser, sent):
    part = {"HX-Request": "true", "HX-Target": "loaded"}

    answer = browser.get(f"{START}?stage=undelivered", headers=part)

    page = answer.content.decode()
    assert page.lstrip().startswith('<section id="loaded"')
    assert "bo@plant.example" in page
    assert "jane@plant.example" not in page
    assert Event.objects.filter(action="recipients.listed").count() == 1


def test_people_of_a_page_say_which_file_they_came_with(browser, organization, upload):
    later = make.loaded(organization, *make.people(1, "later.example"))

    page = browser.get(START).content.decode()

    for file, people in ((upload, 4), (later, 1)):
        assert page.count(f'href="{reverse("uploads:detail", args=[file.pk])}"') == people


def test_a_name_with_markup_stays_text_in_what_a_screen_reader_says(browser, upload):
    Recipient.objects.filter(first_name="Jane").update(first_name='"><b>{name}')
    Recipient.objects.update(stage=Stage.SENT)

    page = browser.get(START).content.decode()

    assert 'aria-label="Choose &quot;&gt;&lt;b&gt;{name} Doe"' in page
    assert "<b>" not in page
