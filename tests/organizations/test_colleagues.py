"""A point of contact invites a colleague, hands over, and changes their own name."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cvms.audit.models import Event
from cvms.organizations.actions import contacts, handing_over
from cvms.organizations.models import PointOfContact
from tests import make

pytestmark = pytest.mark.django_db
PAGE = reverse("organizations:colleagues")
HAND_OVER = reverse("organizations:hand_over")
NADIA = {"first_name": "Nadia", "last_name": "Brandt", "email": "nadia@piedmont-plant.example"}


@pytest.fixture
def browser(as_user, contact):
    return as_user(contact)


@pytest.fixture
def nadia(organization, contact):
    """A colleague who was invited."""
    return contacts.add(organization=organization, **NADIA, by=contact)


@pytest.fixture
def at_work(nadia):
    """The same once she has a password."""
    nadia.user.set_password(make.PASSWORD)
    nadia.user.password_changed_at = nadia.user.created_at
    nadia.user.save()
    return nadia


def _texts(mailbox, address):
    letters = [letter for _number, letter in mailbox.messages if letter["to"] == address]
    return [" ".join(letter.get_body(("plain",)).get_content().split()) for letter in letters]


def test_a_colleague_is_invited_and_everyone_concerned_is_told(
    browser, as_user, contact, organization, staff, work, mailbox
):
    page = browser.post(PAGE, NADIA, follow=True).content.decode()
    work()

    # Then she has her way in, from a colleague and not from the department
    assert "Nadia Brandt was invited" in page
    [invitation] = _texts(mailbox, NADIA["email"])
    assert "Marcus Lindqvist asks you to act for Piedmont Plant as well" in invitation
    assert "nadia@piedmont-plant.example.cvmsorg" in invitation
    # And who was there before is told
    [notice] = _texts(mailbox, contact.email)
    assert "has invited Nadia Brandt (nadia@piedmont-plant.example)" in notice
    # And the state sees it, on the page and in the trail
    theirs = as_user(staff).get(reverse("staff:organization", args=[organization.pk]))
    assert "invited by Marcus Lindqvist, a colleague" in theirs.content.decode()
    event = Event.objects.get(action="organizations.contact_added", who=contact.pk)
    assert event.organization == organization.pk


def test_the_colleague_sees_the_same_people(at_work, as_user, organization):
    make.loaded(organization, ("Zoe", "Abel", "zoe@x.example"))

    page = as_user(at_work.user).get(reverse("uploads:start")).content.decode()

    assert "zoe@x.example" in page


def test_another_organizations_contact_is_refused_without_saying_whose(browser, staff):
    other = make.contact_of(make.organization(by=staff))

    page = browser.post(PAGE, NADIA | {"email": other.email}).content.decode()

    assert "already the point of contact of an organization" in page
    assert PointOfContact.objects.count() == 2


def test_errors_are_explained_and_what_was_typed_is_kept(browser):
    page = browser.post(PAGE, NADIA | {"email": "nadia"}).content.decode()

    assert "Email Address is invalid" in page
    assert 'value="Brandt"' in page


def test_an_invitation_is_sent_again_and_revoked(browser, nadia, work, mailbox):
    work()
    browser.post(reverse("organizations:colleague_invite_again", args=[nadia.pk]))
    work()
    assert len(_texts(mailbox, NADIA["email"])) == 2

    page = browser.post(
        reverse("organizations:colleague_take_back", args=[nadia.pk]), follow=True
    ).content.decode()

    assert "was revoked" in page
    link = re.search(r"/set-password/\S+/", _texts(mailbox, NADIA["email"])[-1]).group()
    assert Client().get(link, follow=True).status_code == 410


def test_a_colleague_cannot_deactivate_a_person_with_an_account(browser, at_work):
    browser.post(reverse("organizations:colleague_take_back", args=[at_work.pk]))
    browser.post(reverse("organizations:colleague_invite_again", args=[at_work.pk]))

    at_work.user.refresh_from_db()
    assert at_work.user.is_active


def test_handing_over_closes_the_own_account_and_everyone_is_told(
    browser, as_user, contact, at_work, organization, work, mailbox
):
    work()
    mailbox.messages.clear()

    answer = browser.post(HAND_OVER, {"to": at_work.pk}, follow=True)
    work()

    assert answer.redirect_chain[-1][0] == reverse("accounts:sign_in_organization")
    assert "You have handed over" in answer.content.decode()
    contact.refresh_from_db()
    assert not contact.is_active
    assert browser.get(PAGE).status_code == 302
    assert as_user(at_work.user).get(PAGE).status_code == 200
    for address in (contact.email, NADIA["email"]):
        [notice] = _texts(mailbox, address)
        assert "Marcus Lindqvist" in notice
        assert "no longer acts for Piedmont Plant" in notice
    event = Event.objects.get(action="organizations.contact_handed_over")
    assert (event.who, event.organization) == (contact.pk, organization.pk)


def test_nobody_hands_over_to_a_person_who_cannot_sign_in(browser, nadia, contact, staff):
    assert "Invite a colleague first." in browser.get(HAND_OVER).content.decode()
    other = PointOfContact.objects.get(user=make.contact_of(make.organization(by=staff)))

    for someone in (nadia, other):
        browser.post(HAND_OVER, {"to": someone.pk})

    contact.refresh_from_db()
    assert contact.is_active


def test_when_two_hand_over_to_each_other_one_stays(contact, at_work):
    own = PointOfContact.objects.get(user=contact)
    handing_over.hand_over(contact=own, to=at_work, by=contact)

    with pytest.raises(handing_over.NobodyThere):
        handing_over.hand_over(contact=at_work, to=own, by=at_work.user)


def test_a_contact_changes_their_own_name(browser, contact, organization):
    page = browser.post(
        reverse("organizations:own_name"),
        {"first_name": " Marc ", "last_name": "Lindqvist-Roe"},
        follow=True,
    )

    contact.refresh_from_db()
    assert contact.full_name == "Marc Lindqvist-Roe"
    assert "Marc Lindqvist-Roe" in page.content.decode()
    assert Event.objects.filter(
        action="organizations.contact_renamed", organization=organization.pk
    ).exists()


@pytest.mark.parametrize("name", ["", "http://prize.example", "<b>"])
def test_a_name_that_is_unsafe_in_a_letter_is_refused(browser, contact, name):
    browser.post(reverse("organizations:own_name"), {"first_name": name, "last_name": "Doe"})

    contact.refresh_from_db()
    assert contact.first_name == "Marcus"


def test_a_deactivated_contact_is_not_told_of_a_new_colleague(
    contact, organization, staff, work, mailbox
):
    # Given a point of contact whose account ends before the letter to them leaves
    contacts.add(organization=organization, **NADIA, by=staff)
    own = PointOfContact.objects.get(user=contact)
    contacts.deactivate(contact=own, by=staff)

    work()

    assert _texts(mailbox, contact.email) == []
    assert len(_texts(mailbox, NADIA["email"])) == 1
