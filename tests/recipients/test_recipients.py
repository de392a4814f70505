"""The table of loaded recipients, and what becomes of each one's invitation."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cvms.mail.models import Message
from cvms.recipients.models import Recipient
from tests import make

pytestmark = pytest.mark.django_db
START = reverse("uploads:start")
PEOPLE = [
    ("Zoe", "Abel", "middle@x.example"),
    ("abe", "Zorn", "last@x.example"),
    ("Mia", "o'Neil", "FIRST@x.example"),
]


@pytest.fixture
def browser(as_user, contact, organization):
    make.loaded(organization, *PEOPLE)
    return as_user(contact)


def _first_names(page):
    return [recipient.first_name for recipient in page.context["listing"].page]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("", ["abe", "Mia", "Zoe"]),
        ("first_name", ["abe", "Mia", "Zoe"]),
        ("-first_name", ["Zoe", "Mia", "abe"]),
        ("last_name", ["Zoe", "Mia", "abe"]),
        ("-last_name", ["abe", "Mia", "Zoe"]),
        ("email", ["Mia", "abe", "Zoe"]),
        ("-email", ["Zoe", "abe", "Mia"]),
        ("nonsense", ["abe", "Mia", "Zoe"]),
    ],
)
def test_each_column_sorts_both_ways_ignoring_case(browser, sort, names):
    assert _first_names(browser.get(START, {"sort": sort})) == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("zoe", ["Zoe"]),
        ("NEIL", ["Mia"]),
        ("Zorn Abe", ["abe"]),
        ("z", ["abe", "Zoe"]),
        ("nobody", []),
        ("%", []),
        ("  ", ["abe", "Mia", "Zoe"]),
    ],
)
def test_searching_by_first_name_last_name_or_both(browser, words, names):
    page = browser.post(reverse("uploads:search") + "?searched=1", {"q": words}, follow=True)

    assert _first_names(page) == names
    assert "Total number of records: 3" in page.content.decode()


def test_a_search_can_be_cleared_and_ends_on_a_new_visit(browser):
    # Given a search, whose words stand in no address
    page = browser.post(reverse("uploads:search") + "?searched=1", {"q": "zoe"}, follow=True)
    assert "zoe" not in page.redirect_chain[-1][0]
    assert "Searched for “zoe”: 1 record found." in " ".join(page.content.decode().split())

    # Then it stands while the table is sorted, and one press clears it
    assert _first_names(browser.get(START, {"searched": "1", "sort": "email"})) == ["Zoe"]
    cleared = browser.post(
        reverse("uploads:search") + "?searched=1", {"q": "zoe", "clear": "1"}, follow=True
    )
    assert len(_first_names(cleared)) == 3

    # And who comes to the page by the menu or after an upload sees everybody
    browser.post(reverse("uploads:search") + "?searched=1", {"q": "zoe"})
    assert len(_first_names(browser.get(START))) == 3


def test_the_pages_of_the_table_have_everyone_once(as_user, contact, organization):
    make.loaded(organization, *make.people(60))
    browser = as_user(contact)

    seen = [
        recipient.email
        for number in (1, 2, 3)
        for recipient in browser.get(START, {"page": number}).context["listing"].page
    ]

    assert len(seen) == len(set(seen)) == 60


def test_another_organizations_people_are_not_shown(browser, staff):
    make.loaded(make.organization(by=staff), ("Secret", "Person", "secret@x.example"))

    assert "secret@x.example" not in browser.get(START).content.decode()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Message.State.QUEUED, "Invitation waiting"),
        (Message.State.SENT, "Invitation sent"),
        (Message.State.FAILED, "Undelivered"),
        (Message.State.BOUNCED, "Undelivered"),
    ],
)
def test_the_state_of_each_invitation_is_shown(browser, state, words):
    Message.objects.filter(kind="recipient_invitation").update(state=state, sent_at=timezone.now())

    assert browser.get(START).content.decode().count(words) >= 3


def test_an_account_made_is_shown_and_needs_no_invitation(browser):
    zoe = Recipient.objects.get(first_name="Zoe")
    zoe.user.password_changed_at = timezone.now()
    zoe.user.save()

    page = browser.get(START).content.decode()
    browser.post(reverse("recipients:invite_again", args=[zoe.pk]))

    assert "Account created" in page
    assert Message.objects.filter(about=zoe.pk, kind="recipient_invitation").count() == 1


def test_an_invitation_is_sent_again_on_request(browser, work, mailbox):
    work()
    zoe = Recipient.objects.get(first_name="Zoe")

    browser.post(reverse("recipients:invite_again", args=[zoe.pk]))
    work()

    letters = [m for _n, m in mailbox.messages if m["to"] == zoe.email]
    assert len(letters) == 2
    assert zoe.user.password_links.usable().count() == 1


def test_a_repeated_invitation_is_shown_beside_the_person(browser, work):
    work()
    zoe = Recipient.objects.get(first_name="Zoe")
    again = reverse("recipients:invite_again", args=[zoe.pk])

    # With scripts the row alone comes back, with the state as it is now
    row = browser.post(again, headers={"HX-Request": "true"}).content.decode()
    assert "A new invitation to Zoe Abel is on its way." in row
    assert "Invitation waiting" in row
    assert row.strip().startswith("<tr>")

    # Without, the page says it above the table, at the place and in the order that one came from
    work()
    page = browser.post(f"{again}?sort=-email", follow=True)
    assert page.redirect_chain[-1][0] == f"{START}?sort=-email#loaded"
    before, table = page.content.decode().split('<section id="loaded"')
    assert "A new invitation to Zoe Abel is on its way." in table
    assert "is on its way" not in before


def test_another_organizations_person_cannot_be_invited_again(browser, staff):
    other = make.organization(by=staff)
    make.loaded(other, ("Secret", "Person", "secret@x.example"))
    person = Recipient.objects.get(organization=other)

    assert browser.post(reverse("recipients:invite_again", args=[person.pk])).status_code == 404


def test_the_invitations_link_sets_the_password_and_opens_the_portal(
    organization, work, mailbox, client
):
    make.loaded(organization, PEOPLE[0])
    work()
    letter = next(m for _n, m in mailbox.messages if m["to"] == PEOPLE[0][2])
    text = letter.get_body(("plain",)).get_content()
    path = text[text.index("/set-password/") :].split()[0]

    page = client.post(
        path, {"password": "a new password 7", "confirm": "a new password 7"}, follow=True
    )

    assert page.redirect_chain[-1][0] == reverse("registration:home")
    assert "Zoe" in page.content.decode()
