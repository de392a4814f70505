"""Every page that a role is shown is for everybody: any width, either language, strong contrast,
large text. The pages are found by the URLconf and from link to link, so a new one is here too."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.providers.models import LocationManager
from cvms.recipients.models import Recipient
from cvms.staff.actions.counting import recount
from tests import factors, make
from tests.addresses import pages_for
from tests.e2e import walk
from tests.helpdesk.requests import ask
from tests.providers.conftest import a_location, registered

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(900),
]
WIDE, PHONE, NARROW = (
    {"width": 1280, "height": 900},
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
)
NOBODY = "nobody"
Check = Callable[[Page], None]


@pytest.fixture
def world(staff: User) -> dict[str, User]:
    """Something to show on every page, and one account for each role."""
    organization = make.organization(by=staff)
    contact = make.contact_of(organization)
    make.loaded(organization, *make.people(3), ("", "Doe", "doe@x.example"))
    rosa = registered(organization, "Rosa", "Núñez", "rosa@people.example", date(1950, 3, 4))
    ask()
    ask(by=contact, organization=organization.pk)
    recount()
    people = {role: make.user(role) for role in Role}
    people |= {Role.STATE_STAFF: staff, Role.POINT_OF_CONTACT: contact}
    people[Role.RECIPIENT] = Recipient.objects.get(pk=rosa.recipient_id).user
    LocationManager.objects.create(user=people[Role.LOCATION_MANAGER], location=a_location())
    factors.give_app(people[Role.STATE_IT])
    return people


@pytest.fixture
def enter(world: dict[str, User], site: str) -> Callable[[str], tuple[Client, list[dict]]]:
    """A browser without a screen for a role, and its cookies for one with a screen."""

    def sign_in(role: str) -> tuple[Client, list[dict]]:
        client = Client()
        if role == NOBODY:
            return client, []
        client.force_login(world[role])
        session = client.cookies["sessionid"].value
        return client, [{"name": "sessionid", "value": session, "url": site}]

    return sign_in


@pytest.mark.parametrize("role", [NOBODY, *Role])
def test_every_page_is_for_everybody(
    role: str,
    enter: Callable[[str], tuple[Client, list[dict]]],
    new_page: Callable[..., Page],
    accessible: Check,
) -> None:
    client, cookies = enter(role)
    english = new_page(WIDE, locale="en-US", reduced_motion="reduce")
    spanish = new_page(NARROW, locale="es-US", reduced_motion="reduce")
    for page in (english, spanish):
        page.context.add_cookies(cookies)
    pages = pages_for(client)
    assert len(pages) > 5

    for path in pages.values():
        _in_english(english, path, accessible)
        _in_spanish(spanish, path, accessible)


def _in_english(page: Page, path: str, accessible: Check) -> None:
    """Wide, then with large text, on a phone, and with the colours of the reader's own choice."""
    page.set_viewport_size(WIDE)
    page.goto(path)
    accessible(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    walk.see_no_sideways_scrolling(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(PHONE)
    page.emulate_media(forced_colors="active")
    accessible(page)
    page.emulate_media(forced_colors="none")
    walk.see_no_sideways_scrolling(page)


def _in_spanish(page: Page, path: str, accessible: Check) -> None:
    """Where a language of longer words has the least room."""
    page.goto(path)
    accessible(page)
    walk.see_no_sideways_scrolling(page)
