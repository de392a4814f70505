"""Who owns a registration, who else may see it, and that looking at it is recorded."""

import pytest
from django.test import RequestFactory

from cvms.accounts.links import mint
from cvms.accounts.models import PasswordLink
from cvms.audit.models import Event
from cvms.eligibility.models import Case
from cvms.recipients.actions.erasing import erase, person_of
from cvms.recipients.invitations import add_states, with_registered
from cvms.recipients.models import Recipient
from cvms.registration.models import Draft, Registration
from cvms.registration.pages import CONTACT
from cvms.registration.stage import has_registered
from cvms.registration.views import flow
from cvms.registration.views.portal import portal_urls
from cvms.registration.wizard import Wizard
from cvms.uploads.actions import searching
from tests import make
from tests.registration import answers
from tests.registration.answers import begin, give, url

pytestmark = pytest.mark.django_db
PAGES = (
    "/portal/",
    "/portal/registration/",
    *(url(page) for page in (*answers.PAGES, "confirmation", "submitted")),
    "/portal/dashboard/",
    "/portal/dashboard/code.svg",
    "/portal/profile/",
)
SECRETS = ("Delgado Ruiz", "14 Elm St", "919-555-0177")


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_another_persons_registration(page, registered, somebody_else, as_user):
    response = as_user(somebody_else.user).get(page, follow=True)
    code = Case.objects.get(recipient=registered).code
    assert not any(secret in response.content.decode() for secret in (*SECRETS, code))


@pytest.mark.parametrize("page", PAGES)
def test_the_organization_staff_and_visitors_see_none_of_it(
    page, registered, contact, staff, manager, as_user, client
):
    for other in (contact, staff, manager):
        assert as_user(other).get(page).status_code == 403
    assert client.get(page).url.startswith("/portal/sign-in/")


def test_another_persons_draft_cannot_be_changed(browser, somebody_else, as_user):
    begin(browser)
    key = str(Draft.objects.get().key)
    intruder = as_user(somebody_else.user)
    begin(intruder)
    posted = {"draft": key, "sex": "M"}
    intruder.post(url("about"), posted)
    intruder.post(url("about") + "save/", posted)
    assert all(draft.typed == {} for draft in Draft.objects.all())


def test_looking_at_ones_own_registration_is_no_event(browser, registered):
    begin(browser)
    browser.get(url("about"))
    assert not Event.objects.filter(action="registration.seen").exists()


def test_looking_at_another_persons_registration_is_recorded(
    registered, manager, rf: RequestFactory
):
    # Given a provider's desk that has the wizard for its own pages
    draft = Draft.objects.create(recipient=registered, page="about")
    request = rf.get("/provider/desk/about/")
    request.user = manager
    flow.draft_page(request, draft, portal_urls(), "about")

    # Then the look is in the audit trail, without a word of what was seen
    event = Event.objects.get(action="registration.seen")
    assert (event.who, event.about) == (manager.pk, str(registered.pk))
    assert event.details == {}


def test_submitting_and_changing_are_recorded_without_answers(browser, registered):
    begin(browser)
    answers.submit(browser)
    events = Event.objects.filter(action__startswith="registration.").order_by("pk")
    assert [event.action for event in events] == [
        "registration.started",
        "registration.submitted",
        "registration.started",
        "registration.changed",
    ]
    assert all(event.details == {} for event in events)


def test_the_organization_sees_registered_and_no_more(
    browser, registered, somebody_else, contact, as_user
):
    page = as_user(contact).get("/organization/bulk-registration/").content.decode()
    assert "Registered" in page
    assert "Account created" in page
    assert not any(secret in page for secret in (*SECRETS, "eligible for a vaccine"))


def test_the_list_asks_once_for_all_its_people(
    registered, somebody_else, django_assert_num_queries
):
    people = list(Recipient.objects.select_related("user"))
    with django_assert_num_queries(2):
        add_states(people)
    assert {person.now for person in people} == {
        Recipient.Stage.REGISTERED,
        Recipient.Stage.ACCOUNT,
    }
    assert Recipient.objects.filter(has_registered()).get() == registered


def test_a_list_does_not_query_again_who_has_registered(
    registered, somebody_else, django_assert_num_queries
):
    people = list(with_registered(Recipient.objects.select_related("user")))
    with django_assert_num_queries(1):  # the letters
        add_states(people)
    assert {person.now for person in people if person.has_registered} == {
        Recipient.Stage.REGISTERED
    }


def test_the_draft_is_deleted_when_it_is_submitted(browser, registered):
    begin(browser)
    give(browser, "medical", {"conditions": ["two-or-more"]}, change="1")
    answers.submit(browser)
    assert not Draft.objects.exists()


def test_a_person_without_an_account_can_be_registered_at_a_desk(organization):
    recipient = Recipient(first_name="Ana", last_name="Solo", organization=organization)
    form = Wizard(Draft(recipient=recipient), portal_urls()).form(CONTACT)
    assert form["first_name"].value() == "Ana"
    assert form["channel"].value() is None


def test_a_link_that_expired_offers_another_to_the_same_address_only(
    client, recipient, work, mailbox
):
    # Given a used link, opened by somebody who found it
    link = mint([recipient.user], PasswordLink.Purpose.INVITATION)[recipient.user.pk]
    path = link.removeprefix("http://testserver")
    PasswordLink.objects.revoke()
    page = client.get(path)

    # Then it tells nothing of whose it is, and sends a new one to its owner
    assert page.status_code == 410
    assert "rosa" not in page.content.decode().lower()
    answer = client.post(f"{path}new-link/").content.decode()
    assert "rosa" not in answer.lower()
    unknown = client.post("/set-password/unknown/new-link/").content.decode()
    assert "Check your email" in answer
    assert "Check your email" in unknown
    work()
    assert "Set your password" in mailbox.messages[-1][1]["subject"]
    assert mailbox.messages[-1][1]["to"] == "rosa@people.example"


def test_signing_in_with_the_plain_email_works(client, recipient):
    for login in ("rosa@people.example", "Rosa@people.example.covid19vaccine"):
        client.post("/portal/sign-in/", {"login": login, "password": make.PASSWORD})
        assert client.get("/portal/").status_code == 200
        client.post("/sign-out/")


def test_an_idle_sign_out_comes_back_to_the_same_step(browser, recipient):
    begin(browser)
    give(browser, "about", {"date_of_birth_2": ["1981"]}, go="previous")
    door = browser.post("/sign-out/", {"next": url("about")}).url
    assert door == "/portal/sign-in/?next=%2Fportal%2Fregistration%2Fabout%2F"
    page = browser.get(door).content.decode()
    assert f'name="next" value="{url("about")}"' in page
    credentials = {"login": "rosa@people.example", "password": make.PASSWORD, "next": url("about")}
    assert browser.post(door, credentials).url == url("about")
    assert 'value="1981"' in browser.get(url("about")).content.decode()


def test_signing_out_leads_to_no_other_site(browser):
    response = browser.post("/sign-out/", {"next": "https://evil.example/"})
    assert response.url == "/portal/sign-in/"


def test_removing_a_person_takes_the_registration_and_the_draft_along(browser, registered, staff):
    begin(browser)
    searching.search(person_of(registered))
    erase(recipient=registered, by=staff)
    assert not Registration.objects.exists()
    assert not Draft.objects.exists()
    assert not Case.objects.exists()
