"""The first page of a point of contact, once the information is submitted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cvms.mail.models import Message
from cvms.recipients.actions import following, inviting
from cvms.recipients.models import Recipient
from cvms.uploads.models import Upload
from tests import make

pytestmark = pytest.mark.django_db
HOME = reverse("organizations:home")
LIST = reverse("uploads:start")


@pytest.fixture
def browser(as_user, contact):
    return as_user(contact)


def _words(answer):
    """The page's text, without line breaks."""
    return " ".join(answer.content.decode().split())


def _mark(people, **what):
    numbers = list(people.values_list("pk", flat=True))
    Message.objects.filter(kind="recipient_invitation", about__in=numbers).update(**what)
    following.follow_all()


def test_at_first_the_page_asks_for_the_first_list(browser, organization):
    page = _words(browser.get(HOME))

    assert f"<h1>{organization.name}</h1>" in page
    assert "Upload your first list." in page
    assert "Step 1" not in page


def test_the_number_at_each_stage_links_to_the_list(browser, organization):
    make.loaded(organization, *make.people(3))

    page = _words(browser.get(HOME))

    link = f'href="{LIST}?stage=unregistered#loaded"'
    assert f"{link} >Not registered yet</a> <strong>3</strong>" in page


def test_files_that_wait_are_named(browser, organization):
    preview = make.upload(organization, make.csv(*make.people(2)), name="crew.csv")
    loaded = make.loaded(organization, ("", "Doe", "d@x.example"), ("Jo", "Doe", "jo@x.example"))

    page = _words(browser.get(HOME))

    assert "crew.csv: review it, then create the records." in page
    assert "staff.csv: 1 record to correct." in page
    for upload in (preview, loaded):
        assert reverse("uploads:detail", args=[upload.pk]) in page
    assert Upload.objects.count() == 2


def test_undelivered_mail_is_shown_with_reasons_and_the_number_that_staff_see(
    browser, as_user, staff, organization
):
    # Given mail that came back for two reasons, one of which was sent again before
    make.loaded(organization, *make.people(5))
    people = Recipient.objects.order_by("pk")
    _mark(people, state="sent", sent_at=timezone.now())
    first = list(people.values_list("pk", flat=True))
    _mark(people.filter(pk__in=first[:2]), state="bounced", reason="no-such-address")
    _mark(people.filter(pk=first[2]), state="failed", reason="mailbox-full")
    again = Message.objects.create(kind="recipient_invitation", about=first[2], state="queued")
    Message.objects.filter(pk=again.pk).update(state="failed", reason="mailbox-full")
    following.follow_all()

    # When the point of contact and the staff look
    page = _words(browser.get(HOME))
    theirs = _words(as_user(staff).get(reverse("staff:organization", args=[organization.pk])))

    # Then both read the same number, and the first what to do
    assert "Mail did not reach 3 people." in page
    assert "This address does not exist</a>: <strong>2</strong>. Ask the help desk" in page
    assert "This mailbox is full</a>: <strong>1</strong>. You can send" in page
    assert "<dt>Undelivered</dt> <dd> 3 </dd>" in theirs


def test_mail_that_is_still_tried_shows_until_when(browser, organization, settings):
    make.loaded(organization, *make.people(2))
    created = timezone.now() - timedelta(days=1)
    _mark(Recipient.objects.all(), attempts=1, reason="mailbox-full", created_at=created)
    until = timezone.localtime(created + timedelta(days=settings.MAIL_GIVE_UP_DAYS))

    page = _words(browser.get(HOME))

    assert f"This mailbox is full: we try until {until:%A}</a>: <strong>2</strong>." in page
    assert "Mail did not reach" not in page


def test_the_next_reminders_are_shown(browser, organization, settings):
    settings.REMINDER_DAYS = [7]
    make.loaded(organization, *make.people(1))
    due = timezone.localtime(timezone.now() + timedelta(days=7))

    page = _words(browser.get(HOME))

    assert f"go out on {due.month}/{due.day}/{due.year}." in page


def test_the_information_is_changed_on_a_page_of_its_own(browser, organization):
    page = browser.post(
        reverse("organizations:information"),
        make.INFORMATION | {"phone": "919-555-0100", "city": "Cary"},
        follow=True,
    )

    assert page.redirect_chain[-1][0] == HOME
    assert "information was changed." in page.content.decode()
    assert "Cary, NC 27610" in _words(page)


def test_the_page_shows_nothing_of_another_organization(browser, staff):
    other = make.organization(by=staff)
    make.loaded(other, *make.people(4), ("", "Doe", "d@x.example"))

    page = _words(browser.get(HOME))

    assert "staff.csv" not in page
    assert "Upload your first list." in page


def test_the_first_page_takes_at_most_ten_queries(
    browser, organization, django_assert_max_num_queries
):
    # Given files to decide on and to correct, mail that came back, and mail that is still tried
    make.loaded(organization, *make.people(6), ("", "Doe", "d@x.example"))
    make.loaded(organization, ("", "Roe", "r@x.example"))
    make.upload(organization, make.csv(*make.people(2)), name="crew.csv")
    people = Recipient.objects.order_by("pk")
    first = list(people.values_list("pk", flat=True))
    _mark(people.filter(pk__in=first[:2]), state="bounced", reason="no-such-address")
    _mark(people.filter(pk=first[2]), attempts=1, reason="mailbox-full")
    browser.get(HOME)

    with django_assert_max_num_queries(10):
        page = _words(browser.get(HOME))

    assert "Mail did not reach 2 people." in page
    assert "This mailbox is full: we try until" in page
    assert "crew.csv: review it" in page


def test_a_reason_is_not_shown_once_the_invitation_is_sent_again(browser, organization, contact):
    make.loaded(organization, *make.people(1))
    _mark(Recipient.objects.all(), state="bounced", reason="mailbox-full")

    inviting.invite_again(recipient=Recipient.objects.get(), by=contact)

    assert "This mailbox is full" not in _words(browser.get(HOME))
    assert Recipient.objects.get().why == ""
