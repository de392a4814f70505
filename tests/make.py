"""People, organizations and files for tests; every name and address is invented."""

import itertools
import uuid

from django.utils import timezone

from cvms import intake
from cvms.accounts.models import Portal, User
from cvms.accounts.permissions import Role
from cvms.organizations.actions import inviting, organizations
from cvms.organizations.models import Organization, PointOfContact
from cvms.uploads.actions import loading, receiving
from cvms.uploads.models import Upload

PASSWORD = "correct horse battery 9"
PORTALS = {
    Role.STATE_STAFF: Portal.STAFF,
    Role.ELIGIBILITY_EDITOR: Portal.STAFF,
    Role.HELP_DESK_AGENT: Portal.STAFF,
    Role.AUDITOR: Portal.STAFF,
    Role.STATE_IT: Portal.STAFF,
    Role.STAFF_ADMINISTRATOR: Portal.STAFF,
    Role.LOCATION_MANAGER: Portal.PROVIDER,
    Role.POINT_OF_CONTACT: Portal.ORGANIZATION,
    Role.RECIPIENT: Portal.RECIPIENT,
}
INFORMATION = {
    "name": "Piedmont Plant",
    "street": "2222 Main St",
    "city": "Raleigh",
    "state": "NC",
    "zip_code": "27610",
    "county": "37183",
    "phone": "+19195550100",
}
_numbers = itertools.count(1)


def user(role: Role, email: str = "") -> User:
    """Somebody with a password in one role."""
    email = email or f"person{next(_numbers)}@{role.replace('_', '-')}.example"
    return User.objects.create_user(
        PORTALS[role], email, roles=[role], password=PASSWORD, first_name="Pat", last_name="Doe"
    )


def organization(*, by: User, submitted: bool = True, email: str = "") -> Organization:
    """An organization whose point of contact has a password."""
    made = inviting.invite(
        name="Piedmont Plant",
        first_name="Marcus",
        last_name="Lindqvist",
        email=email or f"hr{next(_numbers)}@piedmont-plant.example",
        by=by,
        another=True,
    )
    contact = PointOfContact.objects.get(organization=made).user
    contact.set_password(PASSWORD)
    contact.password_changed_at = timezone.now()
    contact.save()
    if submitted:
        organizations.submit_information(organization=made, information=INFORMATION, by=contact)
    return made


def contact_of(organization: Organization) -> User:
    """The account of its first point of contact."""
    return PointOfContact.objects.filter(organization=organization).order_by("pk")[0].user


def csv(*people: tuple[str, str, str]) -> bytes:
    """A file as the template has it."""
    return intake.people_file((line, *person) for line, person in enumerate(people, start=1))


def people(count: int, domain: str = "people.example") -> list[tuple[str, str, str]]:
    """Good records, each with an address of its own."""
    return [(f"First{n}", f"Last{n}", f"person{n}@{domain}") for n in range(1, count + 1)]


def upload(
    organization: Organization,
    data: bytes,
    *,
    volume: str = Upload.Volume.LOW,
    name: str = "staff.csv",
) -> Upload:
    """A file received as if by the page; a Low Volume one waits for Create Records."""
    return receiving.receive(
        organization=organization,
        file=receiving.File(name, "text/csv", data, len(data)),
        volume=volume,
        by=contact_of(organization),
        key=uuid.uuid4(),
    )


def loaded(organization: Organization, *people: tuple[str, str, str]) -> Upload:
    """A file that was loaded."""
    return loading.load(pk=upload(organization, csv(*people)).pk)
