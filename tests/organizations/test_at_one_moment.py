"""Two people who act on one organization, or invite one person, at the same moment."""

import pytest
from django.urls import reverse

from cvms.mail.models import Message
from cvms.organizations.actions import contacts, handing_over, inviting, organizations
from cvms.organizations.models import Organization, PointOfContact
from tests import make
from tests.at_once import before_it_commits

pytestmark = pytest.mark.django_db(transaction=True)
NADIA = {"first_name": "Nadia", "last_name": "Brandt", "email": "nadia@piedmont-plant.example"}


@pytest.fixture
def own(organization, contact):
    return PointOfContact.objects.get(user=contact)


@pytest.fixture
def nadia(organization, contact):
    """A colleague with a password."""
    colleague = contacts.add(organization=organization, **NADIA, by=contact)
    colleague.user.password_changed_at = colleague.user.created_at
    colleague.user.save()
    return colleague


def _outcome(act):
    """What came of it: nothing, or the name of what it raised."""
    try:
        act()
    except Exception as error:  # noqa: BLE001 -- whatever it is, the assertion names it
        return type(error).__name__
    return None


def _after(first, second):
    """What the second says, which began before the first had committed."""
    return before_it_commits(first, lambda: _outcome(second))[1]


def test_nobody_hands_over_to_a_colleague_who_is_being_deactivated(own, nadia, staff):
    said = _after(
        lambda: contacts.deactivate(contact=PointOfContact.objects.get(pk=nadia.pk), by=staff),
        lambda: handing_over.hand_over(contact=own, to=nadia, by=own.user),
    )

    assert said == "NobodyThere"
    own.user.refresh_from_db()
    assert own.user.is_active


def test_nobody_hands_over_while_the_organization_is_being_closed(own, nadia, organization, staff):
    said = _after(
        lambda: organizations.deactivate(organization=organization, by=staff),
        lambda: handing_over.hand_over(contact=own, to=nadia, by=own.user),
    )

    assert said == "NobodyThere"


def test_no_contact_is_admitted_while_the_organization_is_being_closed(organization, own, staff):
    late = Organization.objects.get(pk=organization.pk)
    waiting = contacts.add(organization=organization, **NADIA, by=staff)
    shut_out = contacts.add(organization=organization, **NADIA | {"email": "b@x.example"}, by=staff)
    contacts.revoke(contact=shut_out, by=staff)

    for act in (
        lambda: contacts.add(organization=late, **NADIA | {"email": "c@x.example"}, by=own.user),
        lambda: contacts.invite_again(contact=waiting, by=own.user),
        lambda: contacts.reactivate(contact=shut_out, by=staff),
    ):
        organizations.reactivate(organization=organization, by=staff)
        said = _after(lambda: organizations.deactivate(organization=organization, by=staff), act)
        assert said == "OrganizationDeactivated"
    assert not PointOfContact.objects.filter(user__is_active=True).exists()


def test_a_person_whom_two_organizations_invite_at_once_belongs_to_one(organization, staff):
    other = make.organization(by=staff)

    said = _after(
        lambda: contacts.add(organization=organization, **NADIA, by=staff),
        lambda: contacts.add(organization=other, **NADIA, by=staff),
    )

    assert said == "AlreadyPointOfContact"
    assert PointOfContact.objects.filter(user__email=NADIA["email"]).count() == 1


def test_a_contact_is_not_corrected_to_an_address_taken_meanwhile(organization, own, staff):
    other = make.organization(by=staff)

    said = _after(
        lambda: contacts.add(organization=other, **NADIA, by=staff),
        lambda: contacts.correct(contact=own, **NADIA, by=staff),
    )

    assert said == "AlreadyPointOfContact"


def test_the_later_of_two_who_invite_one_name_is_asked_about_it(staff):
    said = _after(
        lambda: inviting.invite(name="Hill Farm", **NADIA, by=staff),
        lambda: inviting.invite(name="HILL FARM", **NADIA | {"email": "b@x.example"}, by=staff),
    )

    assert said == "NameKnown"
    assert Organization.objects.named(["hill farm"]).count() == 1


def test_two_people_who_invite_again_at_once_send_one_letter(organization, contact):
    waiting = contacts.add(organization=organization, **NADIA, by=contact)
    Message.objects.update(state=Message.State.SENT, sent_at=waiting.added_at)

    def again():
        contacts.invite_again(contact=PointOfContact.objects.get(pk=waiting.pk), by=contact)

    before_it_commits(again, again)

    letters = Message.objects.filter(kind=contacts.INVITATION, about=waiting.pk)
    assert letters.filter(state=Message.State.QUEUED).count() == 1


def test_an_invitation_that_is_being_used_cannot_be_revoked(own, nadia, staff):
    invited = contacts.add(
        organization=own.organization, **NADIA | {"email": "b@x.example"}, by=staff
    )
    stale = PointOfContact.objects.select_related("user").get(pk=invited.pk)
    invited.user.password_changed_at = invited.user.created_at
    invited.user.save()

    assert contacts.revoke(contact=stale, by=staff) is False
    invited.user.refresh_from_db()
    assert invited.user.is_active


def test_submitting_information_does_not_reopen_a_closing_organization(organization, staff):
    late = Organization.objects.get(pk=organization.pk)
    information = make.INFORMATION | {"city": "Durham"}

    before_it_commits(
        lambda: organizations.deactivate(organization=organization, by=staff),
        lambda: organizations.submit_information(
            organization=late, information=information, by=staff
        ),
    )

    organization.refresh_from_db()
    assert organization.deactivated_at
    assert organization.city == "Durham"


def test_a_first_sign_in_does_not_move_the_organization_back_a_step(organization):
    late = Organization.objects.get(pk=organization.pk)
    Organization.objects.filter(pk=organization.pk).update(step=Organization.Step.UPLOADED)

    late.advance(Organization.Step.SUBMITTED)
    late.step = Organization.Step.INVITED
    late.advance(Organization.Step.SIGNED_IN)

    organization.refresh_from_db()
    assert organization.step == Organization.Step.UPLOADED


@pytest.mark.parametrize("address", ["colleagues", "colleague_invite_again"])
def test_a_colleague_is_told_that_the_organization_was_closed(
    as_user, contact, organization, address
):
    waiting = contacts.add(organization=organization, **NADIA, by=contact)
    browser = as_user(contact)
    # As if the department closed it between the request and the lock
    Organization.objects.filter(pk=organization.pk).update(deactivated_at=organization.invited_at)

    number = [waiting.pk] if address.endswith("again") else []
    person = NADIA | {"email": "b@x.example"}
    page = browser.post(
        reverse(f"organizations:{address}", args=number), person, follow=True
    ).content.decode()

    assert "Nobody was invited: your organization" in page
