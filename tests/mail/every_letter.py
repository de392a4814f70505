"""One letter of every kind, in every language, to people whose names are of many scripts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from django.utils import timezone

from cvms.accounts.letters.notices import KINDS as NOTICES
from cvms.accounts.models import Making, Portal, User
from cvms.accounts.permissions import Role
from cvms.eligibility.models import Case, RuleSetVersion
from cvms.helpdesk.models import Entry, HelpRequest, SealedAddress
from cvms.helpdesk.sealing import seal
from cvms.helpdesk.topics import Kind, Topic
from cvms.mail.models import Message, Pause
from cvms.organizations.models import Organization, PointOfContact
from cvms.providers.models import Location, LocationManager
from cvms.recipients.models import Recipient
from cvms.uploads.actions import loading
from cvms.uploads.models import Upload
from tests import make

LANGUAGES = ("en", "es")
WHEN = datetime(2021, 3, 3, 15, 30, tzinfo=UTC)
NAMES = {
    "latin": ("María José", "Núñez-O'Neil & Sons"),
    "han": ("小龍", "李"),
    "arabic": ("محمد", "الأحمد"),
    "devanagari": ("श्रीकृष्ण", "राव"),
    "composed": ("👩🏽‍⚕️ Ada", 'van "Dyk"'),
    "dots": (".x", ".y"),
    "long": ("ш" * 40, "字" * 80),
}
TRICKY = 'Smith & Söhne "Nursing" %(x)s {{ y }}'  # an organization's name


def all_of(staff: User) -> Iterator[tuple[str, Message]]:
    """Every letter once, each with the name of its golden file."""
    for language in LANGUAGES:
        yield from _invitations(language, staff)
        yield from _of_accounts(language, staff)
        yield from _of_uploads(language, staff)
        yield from _of_the_help_desk(language, staff)
        yield from _of_registrations(language, staff)
        yield from _of_pauses(language)
        yield from _of_staff_accounts(language, staff)


def _message(name: str, language: str, kind: str, about: int) -> tuple[str, Message]:
    message = Message.objects.create(kind=kind, about=about, created_at=WHEN)
    return f"{name}.{language}", message


def _user(portal: Portal, role: Role, language: str, names: tuple[str, str] = ("", "")) -> User:
    email = f"{portal}.{language}.{User.objects.count()}@people.example"
    user = User.objects.create_user(
        portal, email, roles=[role], first_name=names[0], last_name=names[1]
    )
    User.objects.filter(pk=user.pk).update(language=language)
    return User.objects.get(pk=user.pk)


def _person(organization: Organization, language: str, names: tuple[str, str]) -> Recipient:
    user = _user(Portal.RECIPIENT, Role.RECIPIENT, language)
    return Recipient.objects.create(
        organization=organization,
        user=user,
        first_name=names[0],
        last_name=names[1],
        email=user.email,
        email_key=user.email,
    )


def _organization(staff: User, language: str) -> Organization:
    organization = make.organization(
        by=staff, email=f"hr.{language}.{Organization.objects.count()}@plant.example"
    )
    Organization.objects.filter(pk=organization.pk).update(name=TRICKY)
    return Organization.objects.get(pk=organization.pk)


def _invitations(language: str, staff: User) -> Iterator[tuple[str, Message]]:
    organization = _organization(staff, language)
    for script, names in NAMES.items():
        person = _person(organization, language, names)
        yield _message(
            f"recipient_invitation.{script}", language, "recipient_invitation", person.pk
        )
        reminded = _person(organization, language, names)
        Recipient.objects.filter(pk=reminded.pk).update(stage=Recipient.Stage.ACCOUNT)
        yield _message(f"recipient_reminder.{script}", language, "recipient_reminder", reminded.pk)
        case = _eligible(person)
        yield _message(f"became_eligible.{script}", language, "became_eligible", case.pk)
        contact = PointOfContact.objects.create(
            user=_user(Portal.ORGANIZATION, Role.POINT_OF_CONTACT, language, names),
            organization=organization,
        )
        yield _message(
            f"organization_invitation.{script}", language, "organization_invitation", contact.pk
        )
    for kind in ("organization_contact_joined", "organization_contact_handed_over"):
        yield _of_colleagues(organization, language, kind)
    for name, known in (("new", False), ("known", True)):
        found = manager(language, known=known)
        yield _message(
            f"location_manager_invitation.{name}",
            language,
            "location_manager_invitation",
            found.pk,
        )


def _of_colleagues(organization: Organization, language: str, kind: str) -> tuple[str, Message]:
    """Who reads it, and the colleague whom it is about."""
    people = [
        PointOfContact.objects.create(
            user=_user(Portal.ORGANIZATION, Role.POINT_OF_CONTACT, language, NAMES[script]),
            organization=organization,
            added_by=make.contact_of(organization),
        )
        for script in ("latin", "composed")
    ]
    User.objects.filter(pk=people[0].user_id).update(password_changed_at=timezone.now())
    named, message = _message(kind, language, kind, people[0].pk)
    Message.objects.filter(pk=message.pk).update(batch=people[1].pk)
    return named, message


def _eligible(person: Recipient) -> Case:
    return Case.objects.create(
        recipient=person,
        answers={},
        rule_set=RuleSetVersion.objects.first(),
        group="Group 1",
        open_now=True,
        opens_on=date(2021, 1, 14),
        reasons=[],
        told_eligible_at=WHEN,
    )


def manager(language: str, *, known: bool) -> LocationManager:
    """A location manager, who may have a password already."""
    location = Location.objects.create(
        name="Coast & Main Clinic",
        street="1 Main St",
        city="Raleigh",
        state="NC",
        zip_code="27610",
        county="37183",
        phone="+19195550100",
    )
    user = _user(Portal.PROVIDER, Role.LOCATION_MANAGER, language, NAMES["latin"])
    if known:
        User.objects.filter(pk=user.pk).update(password_changed_at=WHEN)
    return LocationManager.objects.create(user=user, location=location)


def _of_accounts(language: str, staff: User) -> Iterator[tuple[str, Message]]:
    organization = _organization(staff, language)
    person = _person(organization, language, NAMES["latin"])
    yield _message("password_link", language, "password_link", person.user.pk)
    for kind in NOTICES:
        yield _message(kind, language, kind, person.user.pk)


def _of_uploads(language: str, staff: User) -> Iterator[tuple[str, Message]]:
    organization = _organization(staff, language)
    contact = make.contact_of(organization)
    User.objects.filter(pk=contact.pk).update(language=language)
    good, bad = ("Ada", "Roe", f"ada.{language}@people.example"), ("", "Roe", "roe")
    more = ("Bo", "Roe", f"bo.{language}@people.example")
    files = {
        "success": make.csv(good),
        "errors": make.csv(more, bad),
        "refused": b"no headings here\n",
    }
    for name, data in files.items():
        upload = make.upload(organization, data, name="Nómina & <staff>.csv")
        upload = loading.load(pk=upload.pk)
        yield _message(f"upload_report.{name}", language, "upload_report", upload.pk)
    failed = make.upload(organization, make.csv(good), name="staff.csv", volume="high")
    Upload.objects.filter(pk=failed.pk).update(state="failed", finished_at=WHEN)
    yield _message("upload_failure", language, "upload_failure", failed.pk)


def _of_registrations(language: str, staff: User) -> Iterator[tuple[str, Message]]:
    person = _person(_organization(staff, language), language, NAMES["latin"])
    yield _message("registration_submitted", language, "registration_submitted", person.pk)
    yield _message("registration_changed", language, "registration_changed", person.pk)
    case = _eligible(person)
    Case.objects.filter(pk=case.pk).update(open_now=False, told_eligible_at=None)
    yield _message("no_longer_eligible", language, "no_longer_eligible", case.pk)


def _of_staff_accounts(language: str, staff: User) -> Iterator[tuple[str, Message]]:
    """One account by a colleague, and one by command."""
    reader = _user(Portal.STAFF, Role.STAFF_ADMINISTRATOR, language)
    for name, maker in (("colleague", staff), ("command", None)):
        account = _user(Portal.STAFF, Role.HELP_DESK_AGENT, language, NAMES["composed"])
        if maker:
            Making.objects.create(account=account, maker=maker)
        named, message = _message(
            f"staff_access_given.{name}", language, "staff_access_given", reader.pk
        )
        Message.objects.filter(pk=message.pk).update(batch=account.pk)
        yield named, message


def _of_pauses(language: str) -> Iterator[tuple[str, Message]]:
    user = _user(Portal.STAFF, Role.STATE_IT, language)
    for name, destination in (("one", "gmail.com"), ("another", "yahoo.com")):
        pause, _new = Pause.objects.get_or_create(destination=destination, reason="blocked")
        _name, message = _message(f"mail_paused.{name}", language, "mail_paused", user.pk)
        Message.objects.filter(pk=message.pk).update(batch=pause.pk)
        yield _name, message


def _of_the_help_desk(language: str, staff: User) -> Iterator[tuple[str, Message]]:
    request = HelpRequest.objects.create(
        number=f"HD-GOLD-{language}",
        kind=Kind.RECIPIENT,
        topic=next(iter(Topic)),
        name="Ada Roe",
        email=f"ada.{language}@plant.example",
        email_key=f"ada.{language}@plant.example",
        language=language,
    )
    entry = Entry.objects.create(
        request=request,
        kind=Entry.Kind.ANSWER,
        author=staff,
        text="Please call us & say <your name>.\n\n.Then we go on.\nÑandú",
    )
    yield _message("help_received", language, "help_received", request.pk)
    yield _message("help_closed", language, "help_closed", request.pk)
    yield _message("help_answer", language, "help_answer", entry.pk)
    notice = SealedAddress.objects.create(sealed=seal("gone@people.example"), language=language)
    yield _message("help_removed", language, "help_removed", notice.pk)
    sealed = SealedAddress.objects.create(sealed=seal("moved@people.example"), language=language)
    yield _message("help_corrected", language, "help_corrected", sealed.pk)
