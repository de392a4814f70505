"""Every URL that names an object by number, tried by people who must not see it.

The addresses come from the URLconf. A new one of these portals fails until `OBJECTS` says what
its number is of.
"""

import pytest

from cvms.accounts.permissions import ROLE_PERMISSIONS, Role
from cvms.providers.actions.registering import begin
from cvms.providers.models import LocationManager
from tests import make
from tests.providers.conftest import a_location
from tests.test_access import PAGES, rule_of

pytestmark = pytest.mark.django_db

# Roles that see some objects of a kind and not others; state staff, agents and auditors see all.
SCOPED = (Role.POINT_OF_CONTACT, Role.LOCATION_MANAGER)
OBJECTS = {
    "uploads": "upload",
    "recipients": "recipient",
    "organizations": "contact",
    "providers:invite_again": "organization",
    "providers": "person",
}


def _numbered(role):
    """Names and parameters of the addresses, open to the role, that name an object by number."""
    for name, path, view in PAGES:
        rule = rule_of(view)
        if rule and "999999" in path and ROLE_PERMISSIONS[role] & set(rule):
            yield name, path


ADDRESSES = [(role, name, path) for role in SCOPED for name, path in _numbered(role)]


def _manager():
    manager = make.user(Role.LOCATION_MANAGER)
    LocationManager.objects.create(user=manager, location=a_location())
    return manager


def _person_at_another_desk():
    """Begun by another location's manager, the registration not finished."""
    manager = _manager()
    draft = begin(
        location=manager.location_manager.location, first_name="Otis", last_name="G", by=manager
    )
    return draft.recipient_id


@pytest.fixture
def neighbors(staff):
    """One object of each kind that belongs to somebody else."""
    organization = make.organization(by=staff)
    upload = make.loaded(organization, ("Jane", "Doe", "jane@x.example"), ("", "Doe", ""))
    return {
        "organization": organization.pk,
        "contact": organization.points_of_contact.get().pk,
        "upload": upload.pk,
        "recipient": upload.recipients.get().pk,
        "person": _person_at_another_desk(),
    }


@pytest.fixture
def visitor(staff, as_user):
    """Signs in somebody of the role who has a workplace of their own."""

    def visit(role):
        if role == Role.POINT_OF_CONTACT:
            return as_user(make.contact_of(make.organization(by=staff)))
        return as_user(_manager())

    return visit


@pytest.mark.parametrize(("role", "name", "path"), ADDRESSES, ids=[a[1] for a in ADDRESSES])
def test_an_object_of_somebody_else_is_not_found(role, name, path, neighbors, visitor):
    kind = OBJECTS.get(name) or OBJECTS[name.partition(":")[0]]
    browser = visitor(role)
    here = path.replace("999999", str(neighbors[kind]))

    for answer in (browser.get(here), browser.post(here)):
        assert answer.status_code in (404, 405), here
