"""People of every role, and records in every state that a page shows."""

import uuid
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cvms.accounts.links import mint
from cvms.accounts.models import PasswordLink, User
from cvms.accounts.permissions import SECOND_FACTOR_ALWAYS, Role
from cvms.eligibility.drafts.actions import publishing
from cvms.eligibility.drafts.actions.counting import count_all
from cvms.helpdesk import links
from cvms.helpdesk.actions import changes, removals, requests
from cvms.helpdesk.models import SavedReply
from cvms.mail import actions as mail
from cvms.organizations.models import Organization
from cvms.providers.actions import registering
from cvms.providers.models import LocationManager
from cvms.recipients.letters import _unsubscribe as unsubscribing
from cvms.recipients.models import Recipient
from cvms.registration.actions import answering
from cvms.staff.actions.counting import recount
from cvms.uploads.actions import loading
from cvms.uploads.models import Upload
from tests import factors, make
from tests.eligibility.published import draft
from tests.helpdesk.requests import ask
from tests.providers.conftest import a_location, registered
from tests.registration import answers

VISITOR = "visitor"
EXPORT = Path(__file__).parent / "samples/should_refuse/hr_export.csv"
FAILING = (("", "Doe", "d@x.example"), ("Al", "", "no"), ("Bo", "Ek", "bo@gmial.com"))


def at_work() -> tuple[dict[str, Client], list[str]]:
    """Return a browser for every role and for a visitor, and the URLs that only letters have."""
    people = {role: make.user(role) for role in make.PORTALS if role != Role.POINT_OF_CONTACT}
    organization = make.organization(by=people[Role.STATE_STAFF])
    people[Role.POINT_OF_CONTACT] = make.contact_of(organization)
    _lists(organization)
    _desk(people[Role.LOCATION_MANAGER], organization)
    _rules(people[Role.ELIGIBILITY_EDITOR])
    _requests(people, organization)
    rosa = _recipient(people, organization)
    mail.pause(destination="gmail.com", reason="550 5.7.26 This mail has been blocked")
    recount()
    clients = {role: _signed_in(user) for role, user in people.items()} | {VISITOR: Client()}
    _invitations(clients[Role.STATE_STAFF])
    return clients, _from_letters(rosa)


def _signed_in(user: User) -> Client:
    if any(user.may(permission) for permission in SECOND_FACTOR_ALWAYS):
        return factors.signed_in(user)
    client = Client()
    client.force_login(user)
    return client


def _lists(organization: Organization) -> None:
    """Uploads in each state: loaded, in part, previewed, asked about, refused, on their way."""
    make.loaded(organization, *make.people(3))
    make.loaded(organization, *make.people(1, "other.example"), *FAILING)
    make.upload(organization, make.csv(*make.people(2, "new.example"), *FAILING))
    make.upload(organization, EXPORT.read_bytes(), name="export.csv")
    loading.load(pk=make.upload(organization, b"no headings here\n", name="letter.csv").pk)
    make.upload(organization, make.csv(*make.people(5, "waiting.example")), volume="high")
    failed = make.upload(organization, make.csv(*make.people(2, "failed.example")), volume="high")
    Upload.objects.filter(pk=failed.pk).update(state="failed", finished_at=failed.created_at)
    long = ("Wilhelmina-Josephine" * 2, "Featherstonehaugh-Cholmondeley" * 2)
    make.loaded(organization, (*long, "w.j.featherstonehaugh.cholmondeley@long-domain.example"))


def _desk(manager: User, organization: Organization) -> None:
    location = a_location()
    LocationManager.objects.create(user=manager, location=location)
    LocationManager.objects.create(user=make.user(Role.LOCATION_MANAGER), location=a_location())
    begun = registering.begin(location=location, first_name="Otis", last_name="G", by=manager)
    done = registering.begin(location=location, first_name="Al", last_name="Done", by=manager)
    paper = answers.other("contact", channel=["paper"], phone=[""])
    answers.register(done.recipient, contact=paper)
    assert begun.recipient != done.recipient
    registered(organization, "Rosa", "Núñez", "rosa@registered.example", date(1950, 3, 4))


def _rules(editor: User) -> None:
    """A draft that is being edited, and one that waits for a second editor."""
    draft(by=editor)
    proposed = draft(by=editor)
    publishing.compare(draft=proposed, revision=proposed.revision)
    count_all(proposed.pk)
    publishing.propose(draft=proposed, revision=proposed.revision, by=editor)


def _requests(people: dict[str, User], organization: Organization) -> None:
    agent, contact = people[Role.HELP_DESK_AGENT], people[Role.POINT_OF_CONTACT]
    asked = ask()
    requests.answer(request=asked, text="Please look again.", then="waiting", by=agent)
    requests.note(request=asked, text="Called twice.", by=agent)
    requests.assign(request=ask(subject="Mine"), to=agent, by=agent)
    listed = list(Recipient.objects.filter(organization=organization)[:2])
    changes.ask_for_changes(
        people=[changes.PersonChange(person) for person in listed],
        change="send_again",
        message="x",
        organization=organization,
        by=contact,
    )
    wanted = ask(topic="removal", subject="Left", person_email=listed[1].email)
    removals.propose(request=wanted, recipient=listed[1].pk, by=agent)
    SavedReply.objects.create(title="Look again", text_en="Look again.", text_es="Mire otra vez.")


def _recipient(people: dict[str, User], organization: Organization) -> Recipient:
    """Somebody who has registered and is changing an answer, and the one who is signed in."""
    make.loaded(organization, ("Rosa", "Delgado", "rosa@people.example"))
    rosa = Recipient.objects.get(email="rosa@people.example")
    rosa.user.set_password(make.PASSWORD)
    rosa.user.save()
    answers.register(rosa)
    answering.start(recipient=rosa, by=rosa.user)
    people[Role.RECIPIENT] = rosa.user
    return rosa


def _invitations(staff: Client) -> None:
    rows = b"Organization Name,First Name,Last Name,Email\nCoastal,Ida,Roe,ida@c.example\n,Cy,L,c\n"
    file = SimpleUploadedFile("list.csv", rows, "text/csv")
    staff.post("/staff/organizations/invite/list/", {"file": file, "key": uuid.uuid4()})


def _from_letters(rosa: Recipient) -> list[str]:
    """Return the URLs in letters: set a password, open a request, unsubscribe."""
    password = mint([rosa.user], PasswordLink.Purpose.RESET)[rosa.user_id]
    asked = ask(subject="From a letter")
    followed = links.mint([asked])[asked.pk]
    secrets = [address.removeprefix(settings.BASE_URL) for address in (password, followed)]
    return [*secrets, f"/portal/unsubscribe/{unsubscribing.sign(str(rosa.pk))}/"]
