"""Two agents remove a recipient; then nothing of the person is left anywhere."""

import io
import re

import openpyxl
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client

from cvms.accounts.actions import access
from cvms.accounts.models.sessions import SessionStore
from cvms.accounts.permissions import Role
from cvms.accounts.two_people import related_accounts
from cvms.audit.models import Event
from cvms.helpdesk.actions import removals, requests
from cvms.helpdesk.actions.carrying_out import carry_out
from cvms.helpdesk.actions.purging import forget_addresses
from cvms.helpdesk.models import HelpRequest, Removal, SealedAddress
from cvms.helpdesk.sealing import seal
from cvms.mail.actions import send as send_mail
from cvms.mail.models import Message
from cvms.recipients.actions import erasing
from cvms.recipients.models import Recipient
from cvms.registration.models import Draft
from cvms.uploads.actions import loading, previewing
from cvms.uploads.models import Content, Upload
from tests import make
from tests.helpdesk.everything import places_of
from tests.helpdesk.requests import ask
from tests.providers.conftest import a_location
from tests.registration import answers

pytestmark = pytest.mark.django_db

QUEUE = "/staff/help-desk/"
ZOE = ("Zoë", "Quimby-Núñez", "Zoe.Quimby@people.example")
WORDS = ("Zoë", "Quimby", "Núñez", "zoe.quimby@people.example")


@pytest.fixture
def loaded(organization):
    """Zoë and two others are recipients."""
    make.loaded(organization, ZOE, *make.people(2))
    return Recipient.objects.get(email=ZOE[2])


@pytest.fixture
def wanted(loaded, contact, organization):
    """Her employer asks the help desk to remove her."""
    return ask(
        topic="removal",
        subject="Zoë has left",
        message="Please remove Zoë Quimby-Núñez.",
        name="Marcus Lindqvist",
        email=contact.email,
        by=contact,
        organization=organization,
        person_first_name="Zoe",
        person_last_name="Quimby-Nunez",
        person_email="zoe.quimby@people.example",
    )


def propose(request, by, person=None):
    person = person or Recipient.objects.filter(email=ZOE[2]).first()
    return removals.propose(request=request, recipient=person and person.pk, by=by)


def token_of(page):
    return re.search(r'name="found" value="([^"]+)"', page)[1]


def remove(request, first, second, person=None):
    removal = propose(request, first, person)
    removals.confirm(removal=removal, by=second)
    carry_out(pk=removal.pk)


def test_two_agents_remove_a_recipient_from_a_request(
    as_user, agent, colleague, wanted, loaded, mailbox, work
):
    # Given the first agent, who looks the person up by the exact address
    url = f"{QUEUE}{wanted.number}/"
    first, second = as_user(agent), as_user(colleague)
    page = first.post(f"{url}look-up/", {"email": "Zoe.Quimby@People.example"}).content.decode()
    assert "Quimby-Núñez" in page
    assert Event.objects.filter(action="recipients.read", about=str(loaded.pk)).exists()

    # When they propose the removal and the second agent confirms it
    first.post(f"{url}propose/", {"found": token_of(page)})
    removal = Removal.objects.get()
    page = second.get(url).content.decode()
    assert "Confirm and erase" in page
    second.post(f"{url}removals/", {"removal": removal.pk, "confirm": "1"})
    work()

    # Then the person is told, the requester has an answer, and the request is closed
    assert not Recipient.objects.filter(pk=loaded.pk).exists()
    told = {(m["to"], m["subject"]) for _, m in mailbox.messages}
    assert (ZOE[2], "Your details were removed") in told
    assert (wanted.email, f"Answer to your help desk request {wanted.number}") in told
    wanted.refresh_from_db()
    assert wanted.state == "closed"

    # And the audit trail says who proposed, who confirmed, and what was erased
    confirmed = Event.objects.get(action="helpdesk.removal_confirmed")
    assert confirmed.who == colleague.pk
    assert confirmed.details["proposed_by"] == agent.pk
    assert confirmed.details["recipient"] == loaded.pk
    assert Event.objects.filter(action="recipients.erased", about=str(loaded.pk)).exists()


def test_nothing_of_the_person_is_left_in_any_column_of_any_table(
    staff, organization, contact, agent, colleague, mailbox, work
):
    # Given somebody who has left traces in every room
    _traces_in_uploads(staff, organization)
    person = Recipient.objects.get(email=ZOE[2])
    _traces_of_the_account(person, contact)
    about = ask(
        topic="removal",
        subject="Remove Zoë",
        message="Zoë Quimby is no longer with us",
        person_first_name="Zoë",
        person_last_name="Quimby",
        person_email=ZOE[2].upper(),
        organization=organization,
        by=contact,
        name="Marcus Lindqvist",
        email=contact.email,
    )
    own = ask(name="Zoë Quimby-Núñez", email=ZOE[2].lower(), subject="Zoë here")
    requests.note(request=own, text="Zoë Quimby called", by=agent)
    ask(message="My friend zoe.quimby@people.example has a link and I have none.")
    ask(message="When did you mail Zoë Quimby-Núñez?", organization=organization, by=contact)
    work()
    for kind, number in (("recipient_invitation", person.pk), ("help_received", own.pk)):
        Message.objects.filter(kind=kind, about=number).update(reason="550 ZOE.Quimby unknown")

    found = places_of(*WORDS)
    assert found >= {
        "accounts_user.username",
        "account_emailaddress.email",
        "accounts_session.session_data",
        "helpdesk_entry.text",
        "helpdesk_helprequest.email_key",
        "helpdesk_helprequest.person_first_name",
        "mail_message.reason",
        "recipients_recipient.last_name",
        "registration_draft.typed",
        "registration_registration.last_name",
        "uploads_content.data",
        "uploads_rejection.email",
        "uploads_upload.filename",
        "uploads_upload.notices",
        "uploads_upload.problem_params",
    }

    # When two agents remove her
    remove(about, agent, colleague)

    # Then not one word is left, before the letters are sent and after
    assert places_of(*WORDS) == set()
    work()
    assert any(m["to"] == ZOE[2] for _, m in mailbox.messages)
    assert places_of(*WORDS) == set()


def _traces_in_uploads(staff, organization):
    other = make.organization(by=staff)
    make.loaded(organization, (ZOE[0], ZOE[1], ""), *make.people(1))  # corrected later
    make.loaded(organization, ZOE, *make.people(2, "second.example"))
    make.loaded(other, ("Z.", "Q.", ZOE[2]), *make.people(2, "other.example"))  # a duplicate
    make.upload(organization, make.csv(ZOE), name="Zoë Quimby-Núñez.csv")  # a preview
    _column = "First Name,Last Name,Email,Sent by zoe.quimby@people.example\r\n"
    loading.load(pk=make.upload(other, f"{_column}A,B,ab@x.example,\r\n".encode("utf-16")).pk)
    make.upload(other, f"{ZOE[0]};{ZOE[1]};{ZOE[2]}\r\n".encode())  # refused: no headings
    many = [*make.people(100), ZOE]
    make.upload(organization, make.csv(*many))  # refused: too many
    make.upload(other, _workbook([*make.people(2), ZOE]), name="list.xlsx")  # a preview


def _workbook(people):
    book = openpyxl.Workbook()
    for row in (("First Name", "Last Name", "Email"), *people):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _traces_of_the_account(person, contact):
    user = person.user
    user.set_password(make.PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "Quimby"})
    Client().force_login(user)
    answers.register(
        person, contact=answers.other("contact", first_name=["Zoë"], last_name=["Quimby"])
    )
    Draft.objects.create(recipient=person, page="contact", typed={"contact": {"name": "Zoë"}})
    send_mail("password_link", [user.pk])
    notice = SessionStore()
    notice["_auth_user_id"] = str(contact.pk)
    notice["_messages"] = '[["__json_message", 0, 20, "Zo\\u00eb Quimby-N\\u00fa\\u00f1ez"]]'
    notice.save()


def test_erasing_a_person_without_an_address_affects_nobody_else(agent, loaded, organization):
    # Given somebody registered at a desk, and requests of people who are not signed in
    at_desk = Recipient.objects.create(location=a_location(), first_name="Zoë", last_name="Quimby")
    others = ask(message="Zoë Quimby is my neighbor", subject="A question")

    # When the one at the desk is erased
    erasing.erase(recipient=at_desk, by=agent)

    # Then everybody else is as before
    assert Recipient.objects.filter(pk=loaded.pk).exists()
    others.refresh_from_db()
    assert (others.name, others.subject, others.state) == ("Walter Pruitt", "A question", "new")
    assert others.entries.get().text == "Zoë Quimby is my neighbor"
    assert not Recipient.objects.filter(pk=at_desk.pk).exists()


def test_other_people_in_the_file_stay(agent, colleague, wanted, loaded, organization):
    remove(wanted, agent, colleague)

    assert Recipient.objects.filter(organization=organization).count() == 2
    assert Upload.objects.get().loaded == 3


def test_a_removed_address_can_be_loaded_again(agent, colleague, wanted, organization):
    remove(wanted, agent, colleague)

    again = make.loaded(organization, ZOE)

    assert again.loaded == 1
    assert Recipient.objects.get(email=ZOE[2]).user.password_changed_at is None


def test_a_removal_does_not_stop_a_file_that_is_being_loaded(
    agent, colleague, wanted, organization
):
    submitted = make.upload(organization, make.csv(ZOE), volume=Upload.Volume.HIGH)

    remove(wanted, agent, colleague)

    assert Content.objects.filter(upload=submitted).exists()
    assert loading.load(pk=submitted.pk).loaded == 1


def test_pages_of_files_whose_bytes_were_deleted_still_open(
    as_user, contact, agent, colleague, wanted, organization
):
    preview = make.upload(organization, make.csv(ZOE))
    refused = make.upload(organization, make.csv(*make.people(100), ZOE))

    remove(wanted, agent, colleague)

    browser = as_user(contact)
    url = "/organization/bulk-registration/uploads/"
    for upload in Upload.objects.all():
        assert browser.get(f"{url}{upload.pk}/").status_code == 200, url
    preview.refresh_from_db()
    assert preview.state == Upload.State.CANCELLED
    previewing.use_high_volume(upload=refused, by=contact)
    refused.refresh_from_db()
    assert refused.state == Upload.State.REFUSED


def test_a_person_who_asks_from_another_address_is_told_at_both(
    agent, colleague, loaded, mailbox, work
):
    request = ask(
        topic="removal",
        name="zoë  quimby-núñez",
        email="z@home.example",
        person_first_name="Zoë",
        person_last_name="Quimby",
        person_email=ZOE[2],
    )

    remove(request, agent, colleague)
    work()

    told = {m["to"] for _, m in mailbox.messages if m["subject"] == "Your details were removed"}
    assert told == {ZOE[2], "z@home.example"}
    assert places_of(*WORDS, "z@home.example") == set()


def test_the_encrypted_address_is_kept_until_its_letter_is_sent(
    agent, colleague, wanted, mailbox, work
):
    remove(wanted, agent, colleague)
    assert forget_addresses() == 0

    work()

    assert forget_addresses() == 1
    assert not SealedAddress.objects.exists()


def test_a_notice_survives_a_new_key_and_a_lost_key_delays_no_other_mail(
    agent, colleague, wanted, settings, mailbox, work
):
    # Given a notice that was sealed before the key was replaced
    former = settings.SEALING_KEYS
    remove(wanted, agent, colleague)
    settings.SEALING_KEYS = ["a new key", *former]
    work()
    assert ZOE[2] in {m["to"] for _, m in mailbox.messages}

    # And one whose key is lost, with other mail behind it
    lost = SealedAddress.objects.create(sealed=seal("zoe@people.example"), language="en")
    settings.SEALING_KEYS = ["another key"]
    send_mail("help_removed", [lost.pk])
    send_mail("password_link", [agent.pk])
    work()

    # Then the other mail goes, and the notice is given up
    assert agent.email in {m["to"] for _, m in mailbox.messages}
    assert Message.objects.get(about=lost.pk, kind="help_removed").state == Message.State.DROPPED


def test_a_notice_waits_for_a_mail_server_that_is_down(agent, colleague, wanted, settings, work):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    remove(wanted, agent, colleague)

    work()

    assert forget_addresses() == 0
    assert Message.objects.get(kind="help_removed").state == Message.State.QUEUED


def test_one_agent_alone_cannot_remove(as_user, agent, wanted, loaded):
    removal = propose(wanted, agent)
    url = f"{QUEUE}{wanted.number}/"
    browser = as_user(agent)

    assert "Confirm and erase" not in browser.get(url).content.decode()
    page = browser.post(f"{url}removals/", {"removal": removal.pk, "confirm": "1"}, follow=True)

    assert "A colleague has to confirm what you proposed." in page.content.decode()
    assert Recipient.objects.filter(pk=loaded.pk).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.update(state="done", decided_by=agent, decided_at=wanted.created_at)


def _made_by(maker, email):
    return access.invite_staff(
        email=email, first_name="Me", last_name="Too", roles=[Role.HELP_DESK_AGENT], by=maker
    )


def test_an_account_and_its_creator_are_not_two_people(as_user, agent, colleague, wanted, loaded):
    # Given an agent who is an administrator too and made an account, by which a third was made
    second = _made_by(agent, "me.too@helpdesk.example")
    third = _made_by(second, "me.three@helpdesk.example")
    assert (
        related_accounts(agent.pk) == related_accounts(third.pk) == {agent.pk, second.pk, third.pk}
    )

    # When any of them would confirm what another of them proposed
    for first, other in ((agent, second), (second, agent), (agent, third), (third, agent)):
        removal = propose(wanted, first)
        browser = as_user(other)
        waiting = browser.get("/staff/removals/").content.decode()
        url = f"{QUEUE}{wanted.number}/"
        assert "Waiting for somebody other than you" in waiting
        assert "Confirm and erase" not in browser.get(url).content.decode()
        pressed = {"removal": removal.pk, "confirm": "1"}
        page = browser.post(f"{url}removals/", pressed, follow=True).content.decode()

        # Then it is refused in words, and nothing has happened
        assert "so another colleague has to confirm it." in page
        removals.withdraw(removal=removal, by=other)
    assert Recipient.objects.filter(pk=loaded.pk).exists()

    # And a colleague whose account none of them made confirms it
    remove(wanted, third, colleague)
    assert not Recipient.objects.filter(pk=loaded.pk).exists()


def test_a_removal_is_decided_once(agent, colleague, wanted, loaded):
    removal = propose(wanted, agent)
    removals.withdraw(removal=removal, by=agent)

    with pytest.raises(removals.NotPossible):
        removals.confirm(removal=removal, by=colleague)
    assert Recipient.objects.filter(pk=loaded.pk).exists()

    remove(wanted, agent, colleague)
    assert not Recipient.objects.filter(pk=loaded.pk).exists()


def test_a_person_can_be_proposed_only_once_in_a_request(agent, wanted):
    propose(wanted, agent)

    with pytest.raises(removals.NotPossible):
        propose(wanted, agent)


def test_another_requests_proposal_for_a_removed_person_finds_nobody(
    as_user, agent, colleague, wanted, loaded
):
    second = ask(topic="removal", person_email=ZOE[2])
    removal = propose(second, agent)

    remove(wanted, agent, colleague)

    page = as_user(colleague).get(f"{QUEUE}{second.number}/").content.decode()
    assert "This person was removed already" in page
    with pytest.raises(removals.NotPossible):
        removals.confirm(removal=removal, by=colleague)


@pytest.mark.parametrize("kind", ["organization", "provider"])
def test_only_a_request_about_a_recipient_can_remove(as_user, agent, loaded, kind):
    request = ask(kind=kind, topic="other")

    with pytest.raises(removals.NotPossible):
        propose(request, agent)
    page = as_user(agent).get(f"{QUEUE}{request.number}/").content.decode()
    assert "Remove a recipient" not in page


def test_an_address_that_nobody_has_is_reported_and_recorded(as_user, agent, wanted):
    page = as_user(agent).post(
        f"{QUEUE}{wanted.number}/look-up/", {"email": "nobody@people.example"}
    )

    assert "Nobody matches exactly." in page.content.decode()
    assert Event.objects.filter(action="recipients.not_found").exists()


def test_a_failure_half_way_erases_nothing(monkeypatch, agent, colleague, wanted, loaded):
    from cvms.accounts.actions import sessions  # noqa: PLC0415

    def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(sessions, "erase", fail)
    with pytest.raises(RuntimeError):
        remove(wanted, agent, colleague)

    assert Recipient.objects.filter(pk=loaded.pk).exists()
    assert not Message.objects.filter(kind="help_removed").exists()
    assert HelpRequest.objects.get().name == "Marcus Lindqvist"
