"""Anyone can submit a request and follow it."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cvms.accounts.models import hash_secret
from cvms.audit.models import Event
from cvms.helpdesk.actions import requests
from cvms.helpdesk.actions.purging import purge_links
from cvms.helpdesk.models import MESSAGE_LENGTH, Entry, HelpRequest, Link
from cvms.helpdesk.numbers import as_number, new_number
from cvms.mail.models import Message

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Walter Pruitt",
    "email": "walter@people.example",
    "phone": "919-555-0100",
    "topic": "invitation",
    "subject": "No email yet",
    "message": "Where is it?",
    "website": "",
}
REMOVAL = FORM | {
    "topic": "removal",
    "person_first_name": "Jane",
    "person_last_name": "Doe",
    "person_email": "jane@people.example",
}


def submit(client, kind="recipient", **changes):
    return client.post(f"/help-desk/ask/{kind}/", FORM | changes)


def test_the_home_page_has_the_three_kinds(client):
    page = client.get("/help-desk/").content.decode()

    for kind in ("Organization/Employer", "Vaccine Recipient", "Provider"):
        assert kind in page


def test_a_request_gets_a_readable_number_and_a_private_page(client):
    answer = submit(client)

    request = HelpRequest.objects.get()
    assert re.fullmatch(r"HD-[2-9A-Z]{4}-[2-9A-Z]{4}", request.number)
    page = client.get(answer.url)
    assert request.number in page.content.decode()
    assert "Where is it?" in page.content.decode()
    assert (request.phone, request.state) == ("+19195550100", "new")


def test_only_a_hash_of_the_private_link_is_stored(client):
    secret = submit(client).url.rstrip("/").rpartition("/")[2]

    assert bytes(Link.objects.get().secret_hash) == hash_secret(secret)
    assert client.get("/help-desk/requests/another/").status_code == 404


def test_an_email_confirms_it_with_number_and_link_and_repeats_nothing_that_was_typed(
    client, mailbox, work
):
    submit(client, name="Buy pills", subject="at spam.example", message="https://spam.example")
    work()

    [(_, letter)] = mailbox.messages
    request = HelpRequest.objects.get()
    text = letter.get_body(("plain",)).get_content()
    assert letter["to"] == "walter@people.example"
    assert letter["subject"] == f"Your help desk request {request.number}"
    assert request.number in text
    assert "spam" not in letter.as_string()
    assert "pills" not in letter.as_string()
    link = re.search(r"http://testserver(/help-desk/requests/\S+)", text).group(1)
    assert client.get(link).status_code == 200


def test_a_removal_request_asks_whom_to_remove(client):
    answer = client.post("/help-desk/ask/recipient/", REMOVAL | {"person_email": ""})

    assert "Enter the person&#x27;s email." in answer.content.decode()
    assert not HelpRequest.objects.exists()

    client.post("/help-desk/ask/recipient/", REMOVAL)
    request = HelpRequest.objects.get()
    assert (request.person_first_name, request.person_email) == ("Jane", "jane@people.example")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"person_code": "k7q2 m9xf"}, ("K7Q2-M9XF", None)),
        (
            {f"person_date_of_birth_{n}": part for n, part in enumerate(("3", "9", "1951"))},
            ("", date(1951, 3, 9)),
        ),
    ],
)
def test_somebody_without_email_is_named_by_code_or_day_of_birth(client, given, kept):
    client.post("/help-desk/ask/recipient/", REMOVAL | {"person_email": ""} | given)

    request = HelpRequest.objects.get()
    assert (request.person_code, request.person_date_of_birth) == kept


def test_an_invalid_code_is_reported_and_no_email_is_asked_for(client):
    wrong = REMOVAL | {"person_email": "", "person_code": "K7Q2"}
    page = client.post("/help-desk/ask/recipient/", wrong).content.decode()

    assert "A code has 8 letters and digits" in page
    assert "Enter the person&#x27;s email." not in page


def test_the_person_to_remove_is_stored_only_with_that_topic(client):
    born = {f"person_date_of_birth_{n}": part for n, part in enumerate(("3", "9", "1951"))}
    client.post(
        "/help-desk/ask/recipient/", REMOVAL | born | {"topic": "other", "person_code": "K7Q2-M9XF"}
    )

    request = HelpRequest.objects.get()
    assert {name: getattr(request, name) for name in HelpRequest.NO_PERSON} == HelpRequest.NO_PERSON


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "walter at people"}, "Enter an email address like name@example.com."),
        ({"topic": "upload"}, "Select a valid choice"),
        ({"message": "x" * (MESSAGE_LENGTH + 1)}, f"at most {MESSAGE_LENGTH} characters"),
        ({"phone": "12"}, "Enter a phone number of 10 digits"),
        ({"name": "a\x00b"}, "Null characters are not allowed"),
        ({"website": "https://spam.example"}, "Please send the form again"),
    ],
)
def test_an_invalid_request_is_explained_and_not_stored(client, changes, said):
    page = submit(client, **changes).content.decode()

    assert said in page
    assert "spam.example" not in page
    assert not HelpRequest.objects.exists()


def test_a_point_of_contacts_request_has_their_organization(contact, as_user, organization):
    browser = as_user(contact)

    page = browser.get("/help-desk/ask/recipient/?topic=removal").content.decode()
    assert 'value="Marcus Lindqvist"' in page
    assert f'value="{contact.email}"' in page
    assert "Piedmont Plant" in page
    assert '<option value="removal" selected>' in page

    submit(browser)
    request = HelpRequest.objects.get()
    assert (request.organization, request.submitted_by) == (organization, contact)


def test_a_person_with_too_many_requests_is_told_to_wait(client, settings):
    settings.LIMITS = settings.LIMITS | {"help_request": "2/h/subject"}
    for _ in range(2):
        submit(client)

    answer = submit(client, email="WALTER@people.example")

    assert answer.status_code == 429
    assert "Wait 30 minutes." in answer.content.decode()
    assert HelpRequest.objects.count() == 2


def test_a_lost_link_is_mailed_again_only_to_the_requester(client, asked):
    Message.objects.all().delete()
    typed = f" {asked.number.lower().replace('-', ' ')}"

    answers = {
        client.post("/help-desk/find/", {"number": number, "email": email}).url
        for number, email in (
            (typed, "Walter@People.example"),
            (asked.number, "other@people.example"),
            ("HD-0000-0000", "walter@people.example"),
        )
    }

    assert answers == {"/help-desk/"}
    assert Message.objects.filter(kind="help_received", about=asked.pk).count() == 1


def test_the_requester_sees_answers_and_no_notes(client, asked, agent):
    link = _link(client)
    requests.answer(request=asked, text="Look in your spam folder.", then="waiting", by=agent)
    requests.note(request=asked, text="Third call this week", by=agent)

    page = client.get(link).content.decode()

    assert "Look in your spam folder." in page
    assert "Waiting for your answer" in page
    assert "Third call this week" not in page
    assert agent.full_name not in page


@pytest.mark.parametrize("state", ["waiting", "closed"])
def test_a_message_from_the_requester_reopens_the_request(client, asked, agent, state):
    link = _link(client)
    requests.answer(request=asked, text="Look in your spam folder.", then=state, by=agent)

    client.post(link, {"message": "It is not there.", "website": ""})

    asked.refresh_from_db()
    assert asked.state == "open"
    assert asked.entries.filter(kind=Entry.Kind.MESSAGE, text="It is not there.").exists()


def test_opening_the_private_link_changes_nothing(client, asked):
    link = _link(client)
    events = Event.objects.count()

    client.get(link)

    assert Event.objects.count() == events


def test_the_private_page_and_the_letters_are_in_the_language_of_the_request(client, mailbox, work):
    client.post("/help-desk/ask/recipient/", FORM, headers={"accept-language": "es"})
    request = HelpRequest.objects.get()

    page = client.get(_link(client, request))

    assert '<html lang="es">' in page.content.decode()
    work()
    [letter] = [message for _, message in mailbox.messages]
    assert letter["subject"] == f"Su solicitud {request.number} al servicio de ayuda"
    assert letter["content-language"] == "es"


def test_request_numbers_have_no_letters_that_look_alike():
    numbers = [new_number() for _ in range(200)]

    assert not set("".join(numbers)[3:].replace("HD-", "")) & set("01ILOU")
    assert as_number("hd 7k3p 92qd") == as_number("7K3P-92QD") == "HD-7K3P-92QD"
    assert as_number("Walter") == ""


def _link(client, request=None):
    from cvms.helpdesk.links import mint  # noqa: PLC0415

    request = request or HelpRequest.objects.get()
    return mint([request])[request.pk].removeprefix("http://testserver")


def test_an_expired_link_offers_a_new_one(client, asked, settings, mailbox, work):
    # Given a link that is older than links live
    from cvms.helpdesk.links import mint  # noqa: PLC0415

    path = mint([asked])[asked.pk].removeprefix(settings.BASE_URL)
    assert client.get(path).status_code == 200
    Link.objects.update(created_at=timezone.now() - timedelta(days=31))

    # When somebody opens it, or writes on a page that was open since
    page = client.get(path)
    written = client.post(path, {"message": "It is still not there."})

    # Then it opens nothing, what was typed is shown, and a new link can be asked for
    assert (page.status_code, written.status_code) == (404, 404)
    assert asked.name not in page.content.decode()
    assert "A link to a request works for 30 days." in page.content.decode()
    assert "It is still not there." in written.content.decode()
    client.post("/help-desk/find/", {"number": asked.number, "email": asked.email})
    work()
    assert any(asked.number in m["subject"] for _, m in mailbox.messages)


def test_links_that_have_ended_are_deleted(asked):
    from cvms.helpdesk.links import mint  # noqa: PLC0415

    mint([asked])
    Link.objects.update(created_at=timezone.now() - timedelta(days=31))
    mint([asked])

    assert purge_links() == 1
    assert Link.objects.count() == 1
