"""Makes the demonstration state's last two months: forty organizations, their people, requests.

There are a thousand people, at every stage, and sixty help desk requests. Everything is invented,
and the same at each start.
"""

import uuid
from datetime import timedelta
from itertools import islice

from django.db.models import F
from django.utils import timezone

from cvms import intake
from cvms.accounts.models import User
from cvms.helpdesk.actions import requests
from cvms.helpdesk.models import HelpRequest, SavedReply
from cvms.jurisdiction.counties import counties
from cvms.mail.models import Message
from cvms.organizations.actions import inviting, organizations
from cvms.organizations.models import Organization, PointOfContact
from cvms.recipients import invitations
from cvms.recipients.models import Recipient
from cvms.uploads.actions import loading, receiving
from cvms.uploads.models import Upload

from . import demo
from .demo_people import DAYS, ago, register_people

ORGANIZATIONS = 40
PEOPLE = 33  # of each of the thirty-one organizations that have sent a list
REQUESTS = 60
PLACES = ("Valley", "Harbor", "Ridge", "River", "Pine", "Lake", "Summit", "Meadow", "Bay", "Cedar")
TRADES = ("Mills", "Schools", "Care Home", "Foods")
QUESTIONS = (
    ("invitation", "No invitation yet", "I have had no email. What can I do?"),
    ("sign_in", "Cannot sign in", "My password does not work any more."),
    ("correction", "My name is wrong", "My last name is written with two r."),
    ("registration", "Which answer?", "Which of the answers about work is mine?"),
)
PREGUNTAS = (
    ("invitation", "No llegó la invitación", "No he recibido ningún correo. ¿Qué puedo hacer?"),
    ("sign_in", "No puedo entrar", "Mi contraseña ya no funciona."),
    ("correction", "Mi nombre está mal", "Mi apellido se escribe con dos erres."),
    ("registration", "¿Qué respuesta?", "¿Cuál de las respuestas sobre el trabajo es la mía?"),
)


def make_history(staff: User, agent: User) -> None:
    """Make everything; its letters count as sent, so that the local inbox starts empty."""
    for number in range(ORGANIZATIONS):
        _organization(number, staff)
    register_people()
    _make_requests(agent)
    waiting = Message.objects.filter(state=Message.State.QUEUED)
    waiting.update(state=Message.State.SENT, sent_at=timezone.now())


def _organization(number: int, staff: User) -> None:
    """Make one organization; a tenth have not signed in, a tenth have submitted nothing."""
    name = f"{PLACES[number % 10]} {TRADES[number // 10]}"
    organization = inviting.invite(
        name=name,
        first_name=demo.FIRST_NAMES[number % 26],
        last_name=demo.LAST_NAMES[number * 7 % 26],
        email=f"hr@{name.lower().replace(' ', '-')}.example",
        by=staff,
    )
    Organization.objects.filter(pk=organization.pk).update(invited_at=ago(DAYS - number // 2))
    if number % 10 == 0:
        return
    contact = PointOfContact.objects.get(organization=organization).user
    contact.password_changed_at = ago(DAYS - number // 2 - 1)
    contact.save(update_fields=["password_changed_at"])
    organizations.point_of_contact_signed_in(user=contact)
    if number % 10 == 1:
        return
    county = list(counties())[number * 5 % 100]
    organizations.submit_information(
        organization=organization,
        information={"name": name, **demo.ADDRESS, "county": county},
        by=contact,
    )
    if number != 2:  # one has not uploaded its list yet
        _load(number, organization, contact)


def _load(number: int, organization: Organization, contact: User) -> None:
    rows = ((line, *_person(number, line)) for line in range(1, PEOPLE + 1))
    data = intake.people_file(rows)
    upload = receiving.receive(
        organization=organization,
        file=receiving.File("staff.csv", "text/csv", data, len(data)),
        volume=Upload.Volume.HIGH,
        by=contact,
        key=uuid.UUID(int=number + 1),
    )
    loading.load(pk=upload.pk)
    loaded = ago(DAYS - number)
    Upload.objects.filter(pk=upload.pk).update(created_at=loaded)
    people = Recipient.objects.filter(upload=upload)
    people.update(loaded_at=loaded)
    letters = Message.objects.filter(kind=invitations.KIND, batch=upload.pk)
    letters.update(state=Message.State.SENT, sent_at=loaded)
    bounced = people.annotate(turn=F("pk") % 12).filter(turn=0).values("pk")
    letters.filter(about__in=bounced).update(
        state=Message.State.BOUNCED, reason="550 5.1.1 no such user"
    )
    opened = people.annotate(turn=F("pk") % 3).exclude(turn=0).values("user")
    User.objects.filter(pk__in=opened).update(password_changed_at=loaded + timedelta(days=1))


def _person(number: int, line: int) -> tuple[str, str, str]:
    first = demo.FIRST_NAMES[(number * 3 + line) % 26]
    last = demo.LAST_NAMES[(number + line * 5) % 26]
    return first, last, f"person{line}.{number}@people.example"


def _make_requests(agent: User) -> None:
    """Make requests in both languages and every state; a third still waits for an agent."""
    for title, english, spanish in (
        (
            "Look in the spam folder",
            "Dear {name},\n\nplease look in your spam folder for our invitation.",
            "Estimado/a {name}:\n\nBusque nuestra invitación en su carpeta de correo no deseado.",
        ),
        (
            "Forgot your password?",
            "Dear {name},\n\nplease use “Forgot your password?” on the sign-in page.",
            "Estimado/a {name}:\n\nUse “¿Olvidó su contraseña?” en la página de inicio de sesión.",
        ),
    ):
        requests.keep_reply(
            reply=SavedReply(title=title, text_en=english, text_es=spanish), by=agent
        )
    people = list(Recipient.objects.exclude(email="").order_by("pk")[:REQUESTS])
    for turn, person in enumerate(islice(people, REQUESTS)):
        language = "es" if turn // 3 % 2 else "en"
        topic, subject, message = (PREGUNTAS if language == "es" else QUESTIONS)[turn % 4]
        asked = requests.submit(
            kind="recipient",
            language=language,
            by=None,
            organization=None,
            message=message,
            topic=topic,
            subject=subject,
            name=person.full_name,
            email=person.email,
            phone="",
        )
        if turn % 3 == 1:
            requests.answer(request=asked, text="Please try again.", then="closed", by=agent)
        elif turn % 3 == 2:
            requests.answer(request=asked, text="Which page is it?", then="waiting", by=agent)
        when = ago(turn % 20)
        HelpRequest.objects.filter(pk=asked.pk).update(created_at=when, updated_at=when)
        asked.entries.update(created_at=when)
