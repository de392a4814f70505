"""An organization's points of contact are invited and deactivated one by one."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from cvms.local.inbox import Mailbox
from cvms.mail.models import Message
from cvms.organizations.actions import contacts, organizations
from cvms.organizations.models import Organization, PointOfContact
from tests import make

SignIn = Callable[[User], Client]
NADIA = {"first_name": "Nadia", "last_name": "Brandt", "email": "nadia@piedmont-plant.example"}
Standing = PointOfContact.Standing


@pytest.fixture
def nadia(organization: Organization, staff: User) -> PointOfContact:
    """A second point of contact, invited and not in yet."""
    return contacts.add(organization=organization, **NADIA, by=staff)


def with_password(contact: PointOfContact) -> User:
    user = contact.user
    user.set_password(make.PASSWORD)
    user.password_changed_at = user.created_at
    user.save()
    return user


def links_in(mailbox: Mailbox, address: str) -> list[str]:
    return [
        re.search(r"/set-password/\S+/", message.get_body(("plain",)).get_content()).group()
        for _number, message in mailbox.messages
        if message["to"] == address
    ]


def press(browser: Client, contact: PointOfContact, button: str) -> str:
    answer = browser.post(f"/staff/contacts/{contact.pk}/{button}/", follow=True)
    return answer.content.decode()


def test_contacts_are_listed_in_the_order_in_which_they_were_added(
    organization: Organization, nadia: PointOfContact, staff: User, as_user: SignIn
) -> None:
    # Given that the first contact's row is the last that the database wrote
    first = PointOfContact.objects.get(user=make.contact_of(organization))
    PointOfContact.objects.filter(pk=first.pk).update(added_by=None)

    page = as_user(staff).get("/staff/organizations/").content.decode()

    assert 0 < page.index(first.user.full_name) < page.index(nadia.user.full_name)


def test_a_second_contact_is_added_and_gets_a_link(
    organization: Organization,
    staff: User,
    as_user: SignIn,
    mailbox: Mailbox,
    work: Callable[[], int],
) -> None:
    browser = as_user(staff)
    browser.post(f"/staff/organizations/{organization.pk}/contacts/", NADIA)
    work()
    assert organization.points_of_contact.count() == 2
    (link,) = links_in(mailbox, NADIA["email"])
    assert Client().get(link).status_code == 200


def test_an_address_in_use_is_refused_with_its_organization(
    organization: Organization, contact: User, staff: User, as_user: SignIn
) -> None:
    other = make.organization(by=staff)
    data = NADIA | {"email": contact.email}
    answer = as_user(staff).post(f"/staff/organizations/{other.pk}/contacts/", data)
    assert answer.status_code == 422
    assert "already the point of contact of Piedmont Plant" in answer.content.decode()
    assert other.points_of_contact.count() == 1


def test_sending_again_makes_the_earlier_link_useless(
    nadia: PointOfContact,
    staff: User,
    as_user: SignIn,
    mailbox: Mailbox,
    work: Callable[[], int],
) -> None:
    work()
    assert "is on its way" in press(as_user(staff), nadia, "invite-again")
    work()
    first, second = links_in(mailbox, NADIA["email"])
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200


def test_a_revoked_invitation_does_not_work_until_it_is_sent_again(
    nadia: PointOfContact,
    staff: User,
    as_user: SignIn,
    mailbox: Mailbox,
    work: Callable[[], int],
) -> None:
    work()
    browser = as_user(staff)
    press(browser, nadia, "revoke")
    (link,) = links_in(mailbox, NADIA["email"])
    assert Client().get(link).status_code == 410
    Client().post("/organization/forgot-password/", {"login": NADIA["email"]})
    Client().post(f"{link}new-link/")
    work()
    assert len(links_in(mailbox, NADIA["email"])) == 1
    press(browser, nadia, "invite-again")
    work()
    assert Client().get(links_in(mailbox, NADIA["email"])[-1]).status_code == 200


def test_an_invitation_that_waits_to_be_sent_is_withdrawn_when_revoked(
    nadia: PointOfContact, staff: User
) -> None:
    contacts.revoke(contact=nadia, by=staff)
    letters = Message.objects.filter(kind=contacts.INVITATION, about=nadia.pk)
    assert [letter.state for letter in letters] == [Message.State.DROPPED]


def test_an_invitation_that_was_used_cannot_be_revoked(
    nadia: PointOfContact, staff: User, as_user: SignIn
) -> None:
    with_password(nadia)
    assert "has used the invitation already" in press(as_user(staff), nadia, "revoke")
    nadia.user.refresh_from_db()
    assert nadia.user.is_active


def test_deactivation_ends_the_session_and_reactivation_does_not_bring_it_back(
    nadia: PointOfContact, staff: User, as_user: SignIn
) -> None:
    theirs = as_user(with_password(nadia))
    assert theirs.get("/organization/").status_code == 200
    press(as_user(staff), nadia, "deactivate")
    assert theirs.get("/organization/").status_code == 302
    press(as_user(staff), nadia, "reactivate")
    assert theirs.get("/organization/").status_code == 302
    nadia.user.refresh_from_db()
    assert as_user(nadia.user).get("/organization/").status_code == 200


def test_a_deactivated_person_who_signs_in_is_told_so(nadia: PointOfContact, staff: User) -> None:
    with_password(nadia)
    contacts.deactivate(contact=nadia, by=staff)
    credentials = {"login": NADIA["email"], "password": make.PASSWORD}
    answer = Client().post("/organization/sign-in/", credentials, follow=True)
    assert answer.redirect_chain[-1][0] == "/inactive/"
    assert "_auth_user_id" not in answer.client.session


def test_deactivating_an_organization_closes_its_accounts_and_reactivating_reopens_them(
    organization: Organization, contact: User, nadia: PointOfContact, staff: User, as_user: SignIn
) -> None:
    theirs, browser = as_user(contact), as_user(staff)
    browser.post(f"/staff/organizations/{organization.pk}/deactivate/")
    assert theirs.get("/organization/").status_code == 302
    nadia.refresh_from_db()
    assert not nadia.user.is_active
    browser.post(f"/staff/organizations/{organization.pk}/reactivate/")
    contact.refresh_from_db()
    assert as_user(contact).get("/organization/").status_code == 200


def test_reactivating_an_organization_leaves_earlier_deactivated_contacts_out(
    organization: Organization, nadia: PointOfContact, staff: User
) -> None:
    with_password(nadia)
    contacts.deactivate(contact=nadia, by=staff)
    organizations.deactivate(organization=organization, by=staff)
    organizations.reactivate(organization=organization, by=staff)
    assert organization.points_of_contact.get(pk=nadia.pk).standing == Standing.DEACTIVATED


@pytest.mark.parametrize("button", ["invite-again", "reactivate"])
def test_no_contact_is_reactivated_while_the_organization_is_deactivated(
    organization: Organization, nadia: PointOfContact, staff: User, as_user: SignIn, button: str
) -> None:
    organizations.deactivate(organization=organization, by=staff)
    assert "Reactivate the organization first" in press(as_user(staff), nadia, button)
    nadia.user.refresh_from_db()
    assert not nadia.user.is_active


def test_nobody_is_added_while_the_organization_is_deactivated(
    organization: Organization, staff: User, as_user: SignIn
) -> None:
    organizations.deactivate(organization=organization, by=staff)
    as_user(staff).post(f"/staff/organizations/{organization.pk}/contacts/", NADIA)
    assert organization.points_of_contact.count() == 1


def test_every_step_is_in_the_audit_trail(nadia: PointOfContact, staff: User) -> None:
    contacts.revoke(contact=nadia, by=staff)
    contacts.invite_again(contact=nadia, by=staff)
    organizations.deactivate(organization=nadia.organization, by=staff)
    organizations.reactivate(organization=nadia.organization, by=staff)
    recorded = Event.objects.filter(who=staff.pk).values_list("action", flat=True)
    assert {
        "organizations.contact_added",
        "organizations.contact_revoked",
        "organizations.contact_invited_again",
        "organizations.deactivated",
        "organizations.reactivated",
        "accounts.deactivated",
        "accounts.reactivated",
    } <= set(recorded)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.STATE_IT, Role.LOCATION_MANAGER])
def test_only_state_staff_press_these_buttons(
    nadia: PointOfContact, as_user: SignIn, role: Role
) -> None:
    browser = as_user(make.user(role))
    for button in ("invite-again", "revoke", "deactivate", "reactivate"):
        assert browser.post(f"/staff/contacts/{nadia.pk}/{button}/").status_code == 403
    pk = nadia.organization_id
    for path in ("deactivate/", "reactivate/", "contacts/"):
        assert browser.post(f"/staff/organizations/{pk}/{path}").status_code == 403
