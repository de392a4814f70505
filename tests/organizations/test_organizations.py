"""An organization from its invitation to the day its Bulk Registration tab is there."""

import pytest
from django.urls import reverse

from cvms.accounts.models import PasswordLink
from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from cvms.organizations.models import Organization, PointOfContact
from tests import make

pytestmark = pytest.mark.django_db
HOME = reverse("organizations:home")
INVITE = {
    "name": "Blue Ridge Foods",
    "first_name": "Helen",
    "last_name": "Ostrander",
    "email": "helen@blueridge.example",
}
FORM = make.INFORMATION | {"phone": "919-555-0100"}


@pytest.fixture
def newcomer(staff, as_user):
    """The point of contact of an organization that has submitted nothing yet."""
    return as_user(make.contact_of(make.organization(by=staff, submitted=False)))


def test_state_staff_invite_an_organization_and_its_contact_gets_the_letter(
    as_user, staff, work, mailbox
):
    page = as_user(staff).post(reverse("staff:invite"), INVITE, follow=True)
    work()

    assert "Blue Ridge Foods was invited." in page.content.decode()
    [(_number, letter)] = mailbox.messages
    text = letter.get_body(("plain",)).get_content()
    assert letter["to"] == "helen@blueridge.example"
    assert "helen@blueridge.example.cvmsorg" in text
    assert "/set-password/" in text
    assert Event.objects.filter(action="organizations.invited").exists()


def test_a_location_manager_sees_those_they_invited_and_no_others(as_user, manager, organization):
    browser = as_user(manager)

    browser.post(reverse("providers:organizations"), INVITE)
    page = browser.get(reverse("providers:organizations")).content.decode()

    assert "Blue Ridge Foods" in page
    assert organization.name not in page


def test_a_neighbors_organization_cannot_be_invited_again(as_user, manager, organization):
    url = reverse("providers:invite_again", args=[organization.pk])

    assert as_user(manager).post(url).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("email", "not-an-address", "Email Address is invalid"),
        ("first_name", "Visit evil.example/now http://x.example", "First Name is invalid"),
        ("name", "Win at http://prize.example", "without a web or mail address"),
        ("name", "", "required"),
    ],
)
def test_an_invitation_that_cannot_be_sent_says_why(as_user, staff, field, value, sentence):
    page = as_user(staff).post(reverse("staff:invite"), INVITE | {field: value})

    assert sentence in page.content.decode()
    assert not Organization.objects.exists()


def test_inviting_the_same_contact_twice_is_reported_and_sends_nothing(
    as_user, staff, work, mailbox
):
    browser = as_user(staff)
    browser.post(reverse("staff:invite"), INVITE)
    work()

    page = browser.post(reverse("staff:invite"), INVITE | {"name": "Other"})
    work()

    assert "already the point of contact of Blue Ridge Foods" in page.content.decode()
    assert len(mailbox.messages) == 1


def test_inviting_again_makes_the_earlier_link_useless(as_user, staff, work, mailbox):
    browser = as_user(staff)
    browser.post(reverse("staff:invite"), INVITE)
    work()
    contact = PointOfContact.objects.get()

    browser.post(reverse("staff:contact_invite_again", args=[contact.pk]))
    work()

    assert len(mailbox.messages) == 2
    assert PasswordLink.objects.usable().count() == 1


def test_submitting_the_information_opens_the_tab_at_once(newcomer):
    before = newcomer.get(HOME).content.decode()
    after = newcomer.post(HOME, FORM, follow=True).content.decode()

    assert reverse("uploads:start") not in before
    assert reverse("uploads:start") in after
    stored = Organization.objects.get()
    assert (stored.step, stored.phone, stored.county) == ("submitted", "+19195550100", "37183")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "required"),
        ("name", "Get your shot: https://prize.example/pay", "without a web or mail address"),
        ("name", "Mill <b>", "without the signs &lt; and &gt;"),
        ("name", "\ufffd\ufffd", "without a web or mail address"),
        ("street", "", "required"),
        ("city", "", "required"),
        ("state", "Carolina", "Enter a state by its two letters"),
        ("zip_code", "2761", "Enter a ZIP code of 5 digits"),
        ("county", "", "Choose a county from the list."),
        ("county", "99999", "Select a valid choice"),
        ("phone", "555-0100", "Enter a phone number of 10 digits"),
    ],
)
def test_missing_or_wrong_answers_are_explained_beside_the_field(newcomer, field, value, sentence):
    page = newcomer.post(HOME, FORM | {field: value})

    assert sentence in page.content.decode()
    assert not Organization.objects.get().submitted


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("state", "n.c.", "NC"),
        ("state", "North Carolina", "NC"),
        ("zip_code", "27610 1234", "27610-1234"),
        ("phone", "(919) 555-0100", "+19195550100"),
        ("phone", "1.919.555.0100", "+19195550100"),
        ("phone", "", ""),
    ],
)
def test_places_and_phones_are_accepted_as_people_write_them(newcomer, field, typed, kept):
    newcomer.post(HOME, FORM | {field: typed})

    assert getattr(Organization.objects.get(), field) == kept


def test_the_form_offers_the_states_hundred_counties_and_a_blank_choice(newcomer):
    page = newcomer.get(HOME).content.decode()

    assert page.count('<option value="37') == 100
    assert "--None--" in page


def test_the_steps_follow_what_was_done(staff, client):
    organization = make.organization(by=staff, submitted=False)
    assert organization.step == Organization.Step.INVITED
    contact = make.contact_of(organization)

    client.post(
        reverse("accounts:sign_in_organization"),
        {"login": contact.email, "password": make.PASSWORD},
    )
    organization.refresh_from_db()
    assert organization.step == Organization.Step.SIGNED_IN

    client.post(HOME, FORM)
    make.loaded(Organization.objects.get(), *make.people(1))
    organization.refresh_from_db()
    assert organization.step == Organization.Step.UPLOADED


@pytest.mark.parametrize(
    ("odd", "question"),
    [
        ({"county": "37101"}, "Most of ZIP code 27610 is in Wake County. Is Johnston right?"),
        ({"state": "VA"}, "Is VA the right state?"),
        ({"zip_code": "90210"}, "We could not find ZIP code 90210 in North Carolina."),
    ],
)
def test_an_inconsistent_address_is_asked_about_and_not_refused(newcomer, odd, question):
    page = newcomer.post(HOME, FORM | odd).content.decode()
    assert question in page
    assert 'name="sure"' in page
    assert not Organization.objects.get().submitted

    newcomer.post(HOME, FORM | odd | {"sure": "on"})

    stored = Organization.objects.get()
    assert stored.submitted
    assert {name: getattr(stored, name) for name in odd} == odd


def test_a_consistent_address_is_not_asked_about(newcomer):
    assert 'name="sure"' not in newcomer.get(HOME).content.decode()


def test_a_recipient_cannot_open_the_organization_portal(as_user):
    assert as_user(make.user(Role.RECIPIENT)).get(HOME).status_code == 403
