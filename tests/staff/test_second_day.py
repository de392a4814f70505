"""What state staff do after the first day: all at once, corrections, merges, figures, the map."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from cvms.accounts.models import PasswordLink, User
from cvms.audit.models import Event
from cvms.helpdesk.models import HelpRequest
from cvms.mail.models import Message
from cvms.organizations.models import Organization, PointOfContact
from cvms.recipients.actions import merging
from cvms.recipients.models import Recipient
from cvms.recipients.tally import tally_of
from cvms.staff.actions.counting import recount
from cvms.staff.breakdowns import counted
from cvms.staff.county_map import county_map
from cvms.staff.models import Breakdown
from cvms.uploads.models import Upload
from tests import make
from tests.helpdesk.requests import ask

pytestmark = pytest.mark.django_db

CONSOLE = "/staff/organizations/"
INVITE = {"first_name": "Ida", "last_name": "Roe", "email": "ida@mills.example"}


def test_one_press_invites_all_unanswered_organizations_again(as_user, staff):
    # Given forty organizations that have not answered, and one of today
    for number in range(40):
        make.organization(by=staff, submitted=False, email=f"c{number}@plant.example")
    User.objects.filter(portal="organization").update(password_changed_at=None)
    Message.objects.update(state=Message.State.SENT, sent_at=timezone.now())
    Organization.objects.update(invited_at=timezone.now() - timedelta(days=30))
    browser = as_user(staff)
    page = browser.get(f"{CONSOLE}?where=unanswered").content.decode()
    assert "Send the invitation again to all of them" in page

    # When staff press once
    page = browser.post(f"{CONSOLE}invite/again/", follow=True).content.decode()

    # Then each has one more letter
    assert "40 invitations are on their way again." in page
    assert Event.objects.filter(action="organizations.contact_invited_again").count() == 40


def test_every_way_to_invite_asks_about_a_second_organization_of_one_name(as_user, staff, manager):
    make.organization(by=staff)
    for user, door in ((staff, f"{CONSOLE}invite/"), (manager, "/provider/organizations/")):
        browser = as_user(user)
        form = INVITE | {"name": "PIEDMONT plant", "email": f"{user.pk}@mills.example"}

        page = browser.post(door, form).content.decode()
        assert "An organization with this name has been invited already." in page
        assert "It is another organization with the same name." in page
        before = Organization.objects.count()
        browser.post(door, form | {"another": "on"})

        assert Organization.objects.count() == before + 1


def test_a_corrected_contact_is_told_at_both_addresses(
    as_user, staff, organization, contact, mailbox, work
):
    work()
    point = PointOfContact.objects.get(organization=organization)
    old = contact.email

    page = as_user(staff).post(
        f"/staff/contacts/{point.pk}/correct/",
        {"first_name": "Marc", "last_name": "Lindquist", "email": "marc@plant.example"},
        follow=True,
    )
    work()

    assert "Corrected." in page.content.decode()
    contact.refresh_from_db()
    assert (contact.first_name, contact.username) == ("Marc", "marc@plant.example.cvmsorg")
    assert not PasswordLink.objects.filter(user=contact, used_at=None, revoked_at=None).exists()
    told = {m["to"] for _, m in mailbox.messages if m["subject"] == "Your details were corrected"}
    assert told == {old, "marc@plant.example"}


def test_two_organizations_are_merged(as_user, staff, organization, contact):
    # Given two organizations of one name with people, files and requests of their own
    twin = make.organization(by=staff, email="twin@plant.example")
    make.loaded(organization, *make.people(2))
    make.loaded(twin, *make.people(3, "twin.example"))
    ask(organization=twin, by=make.contact_of(twin))
    recount()

    # When staff merge one into the other
    browser = as_user(staff)
    url = f"{CONSOLE}{twin.pk}/merge/"
    page = browser.get(url).content.decode()
    assert f"({organization.pk})" in page
    browser.post(url, {"into": organization.pk, "merge": "1"})

    # Then all belongs to the one that is left
    assert not Organization.objects.filter(pk=twin.pk).exists()
    assert Recipient.objects.filter(organization=organization).count() == 5
    assert sum(tally_of(organization).values()) == 5
    merging.merge_all()
    assert sum(tally_of(organization).values()) == 5
    assert Upload.objects.filter(organization=organization).count() == 2
    assert PointOfContact.objects.filter(organization=organization).count() == 2
    assert HelpRequest.objects.get().organization == organization
    assert Event.objects.get(action="organizations.merged").details == {"merged": twin.pk}


def test_an_organization_is_not_merged_with_itself(as_user, staff, organization):
    browser = as_user(staff)

    page = browser.post(
        f"{CONSOLE}{organization.pk}/merge/", {"into": organization.pk, "merge": "1"}
    )

    assert page.status_code == 200
    assert Organization.objects.filter(pk=organization.pk).exists()


def test_the_first_page_shows_todays_figures(as_user, staff, organization):
    make.loaded(organization, *make.people(3))
    ask()
    recount()

    page = " ".join(as_user(staff).get("/staff/").content.decode().split())

    assert "<dt>Loaded</dt> <dd> 3 </dd>" in page
    assert "<dt>Requests waiting</dt> <dd> 1 </dd>" in page


def test_figures_hide_small_cells_on_the_page_and_in_the_file(as_user, staff):
    Breakdown.objects.bulk_create(
        Breakdown(dimension="race", value=value, people=people)
        for value, people in (("2106-3", 90), ("2028-9", 3), ("2054-5", 7), ("2076-8", 40))
    )
    browser = as_user(staff)

    data = browser.get("/staff/statistics/people-by-race.csv").content.decode("utf-8-sig")
    shown = dict(list(csv.reader(io.StringIO(data)))[1:])

    assert shown["White"] == "90"
    assert shown["Asian"] == shown["Black or African American"] == "Hidden (few people)"
    assert Message.objects.count() == 0


def test_the_map_has_every_county_and_hides_the_small(as_user, staff):
    Breakdown.objects.bulk_create(
        Breakdown(dimension="county", value=value, people=people)
        for value, people in (("37183", 900), ("37063", 50), ("37135", 2), ("37001", 8))
    )

    drawn = {county.name: county for county in county_map(counted()["county"])}

    assert len(drawn) == 100
    assert (drawn["Wake"].people, drawn["Wake"].shade) == ("900", "3")
    assert drawn["Orange"].shade == drawn["Alamance"].shade == "few"
    assert drawn["Yancey"].shade == "0"
    assert all(county.path.startswith("M") for county in drawn.values())
    page = as_user(staff).get("/staff/statistics/").content.decode()
    assert "<title>Wake: 900</title>" in page
