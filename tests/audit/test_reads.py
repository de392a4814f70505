"""Looking at a list of people is recorded in the trail, with the rows that were shown."""

import pytest
from django.urls import reverse

from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from cvms.helpdesk.actions import requests
from cvms.helpdesk.models import HelpRequest
from cvms.helpdesk.topics import Kind, Topic
from cvms.organizations.models import PointOfContact
from cvms.providers.actions import registering
from cvms.providers.models import LocationManager
from tests import make
from tests.providers.conftest import a_location

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(organization):
    people = [("Ada", "Abbott", "ada@people.example"), ("", "Doe", "doe@people.example")]
    return make.loaded(organization, *people)


def _event(action, by):
    event = Event.objects.get(action=action)
    assert event.who == by.pk
    return event


def test_the_trail_records_each_page_of_loaded_recipients(upload, organization, contact, as_user):
    as_user(contact).get(reverse("uploads:start"))

    event = _event("recipients.listed", contact)
    assert event.details == {"numbers": [upload.recipients.get().pk]}
    assert event.organization == organization.pk


def test_the_trail_records_a_search_of_loaded_recipients(upload, contact, as_user):
    browser = as_user(contact)
    address = f"{reverse('uploads:search')}?searched=1"
    for words in ("abbott", "nobody"):
        browser.post(address, {"q": words}, headers={"hx-request": "true"})

    event = _event("recipients.listed", contact)
    assert "abbott" not in str(event.details).lower()


def test_the_trail_records_looking_at_rejected_rows(upload, contact, as_user):
    as_user(contact).get(reverse("uploads:detail", args=[upload.pk]))

    assert _event("uploads.rows_read", contact).details == {"numbers": [upload.rejections.get().pk]}


def test_the_trail_records_looking_at_a_locations_people(as_user):
    manager = make.user(Role.LOCATION_MANAGER)
    location = a_location()
    LocationManager.objects.create(user=manager, location=location)
    draft = registering.begin(location=location, first_name="Otis", last_name="Gray", by=manager)

    as_user(manager).get(reverse("providers:people"))

    assert _event("providers.people_listed", manager).details == {"numbers": [draft.recipient_id]}


def test_the_trail_records_looking_at_the_help_desks_queue(as_user):
    agent = make.user(Role.HELP_DESK_AGENT)
    requests.submit(
        kind=Kind.RECIPIENT,
        topic=Topic.OTHER,
        name="Rosa Lima",
        email="rosa@people.example",
        message="Hello",
        language="en",
        by=None,
        organization=None,
    )

    as_user(agent).get(reverse("helpdesk:queue"))

    assert _event("helpdesk.listed", agent).details == {"numbers": [HelpRequest.objects.get().pk]}


def test_the_trail_records_looking_at_an_organizations_points_of_contact(
    organization, staff, as_user
):
    as_user(staff).get(reverse("staff:organization", args=[organization.pk]))

    event = _event("organizations.contacts_read", staff)
    assert event.details == {"numbers": [PointOfContact.objects.get().pk]}


def test_the_trail_records_the_contacts_on_the_list_of_organizations(organization, staff, as_user):
    as_user(staff).get(reverse("staff:organizations"))

    event = _event("organizations.contacts_read", staff)
    assert event.details == {"numbers": [PointOfContact.objects.get().pk]}
    assert event.kind == "organizations.pointofcontact"


def test_the_trail_records_looking_at_a_locations_managers(staff, as_user):
    location = a_location()
    manager = LocationManager.objects.create(
        user=make.user(Role.LOCATION_MANAGER), location=location
    )

    as_user(staff).get(reverse("providers:managers", args=[location.pk]))

    assert _event("providers.managers_listed", staff).details == {"numbers": [manager.pk]}


def test_the_trail_records_looking_at_a_preview(organization, contact, as_user):
    upload = make.upload(organization, make.csv(*make.people(3)))

    as_user(contact).get(reverse("uploads:detail", args=[upload.pk]))

    event = _event("uploads.preview_read", contact)
    assert (event.about, event.details) == (str(upload.pk), {"records": 3})


def test_the_trail_records_the_people_whom_an_agent_found(upload, as_user):
    agent = make.user(Role.HELP_DESK_AGENT)

    as_user(agent).post(reverse("helpdesk:people"), {"words": "abbott"})

    assert _event("recipients.listed", agent).details == {"numbers": [upload.recipients.get().pk]}


def test_the_trail_records_nobody_for_an_empty_page(organization, contact, as_user):
    as_user(contact).get(reverse("uploads:start"))

    assert not Event.objects.filter(action="recipients.listed").exists()


def test_an_exports_event_has_the_filters_as_understood_not_as_posted(as_user):
    auditor = make.user(Role.AUDITOR)
    asked = (
        f"who={auditor.pk}&about=recipients.recipient:7&about=Rosa Lima:rosa@people.example"
        "&action=Rosa Lima&organization=x&address=Rosa&first=2021-01-02&last=soon&note=Rosa Lima"
    )

    as_user(auditor).post(reverse("staff:audit_export"), {"query": asked})

    assert _event("audit.exported", auditor).details["asked"] == {
        "who": [auditor.pk],
        "about": ["recipients.recipient:7"],
        "first": "2021-01-02",
    }
