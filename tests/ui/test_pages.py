"""Public pages, error pages, and the headers on all of them."""

import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.urls import reverse

import cvms.ui
from cvms.config import faults
from cvms.jurisdiction.profile import JURISDICTION
from cvms.ui import errors
from cvms.ui.help import PAGES
from cvms.ui.middleware import SecurityHeadersMiddleware
from tests.pages import STARTS

NAMES = ["help_index", "privacy", "accessibility", "browsers"]
ADDRESSES = [("ui:" + name, []) for name in NAMES]
ADDRESSES += [("ui:help_page", [page.slug]) for page in PAGES]
TEMPLATES = sorted((Path(cvms.ui.__file__).parent / "templates").rglob("*.html"))


@pytest.mark.parametrize(("name", "args"), ADDRESSES)
def test_help_is_open_to_everybody(client, name, args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1


@pytest.mark.parametrize("setting", ["LOW_VOLUME_RECORDS", "HIGH_VOLUME_RECORDS"])
def test_help_tells_the_limits_of_this_installation(client, settings, setting):
    setattr(settings, setting, 1234)
    slug = setting.lower().replace("_records", "").replace("_", "-")
    assert b"1,234" in client.get(reverse("ui:help_page", args=[slug])).content


def test_every_message_of_the_guide_is_explained(client):
    text = client.get(reverse("ui:help_page", args=["file-errors"])).content.decode()
    for message in (
        "EMAIL ADDRESS IS DUPLICATE",
        "FIRST & LAST NAME CANNOT BE EMPTY",
        "EMAIL CANNOT BE BLANK",
        "INVALID EMAIL ADDRESS",
        "First Name is blank",
        "Last Name is blank",
        "Email Address is blank",
        "Email Address is invalid",
    ):
        assert message in text


def test_a_help_page_that_is_not_there_is_not_found(client):
    assert client.get("/help/no-such-page/").status_code == 404


def test_pages_are_not_cached_and_run_only_our_scripts(rf):
    response = SecurityHeadersMiddleware(lambda _: HttpResponse())(rf.get("/"))
    policy = response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_a_view_can_set_its_own_caching(rf):
    answer = HttpResponse(headers={"Cache-Control": "max-age=60"})
    assert SecurityHeadersMiddleware(lambda _: answer)(rf.get("/"))["Cache-Control"] == "max-age=60"


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.bad_request, 400),
        (errors.forbidden, 403),
        (errors.not_found, 404),
        (errors.csrf_failure, 403),
    ],
)
def test_an_error_page_says_what_to_do_inside_the_portals_page(visit, view, status):
    response = view(visit("/organization/"))
    assert response.status_code == status
    assert b"CVMS Organization Portal" in response.content
    assert b"(877) 873-6247" in response.content


def test_an_expired_form_says_that_nothing_was_saved(visit):
    assert b"Nothing was saved" in errors.csrf_failure(visit()).content


@pytest.mark.django_db
def test_the_address_of_a_form_that_is_opened_like_a_page_says_where_to_go(as_user, contact):
    response = as_user(contact).get("/sign-out/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert b"Go back to the page with the form" in response.content


class OutOfOrder:
    """A request that must not be touched: the database behind it may be gone."""

    def __getattr__(self, name):
        raise AssertionError(name)


def test_a_server_error_page_needs_neither_request_nor_database():
    response = faults.server_error(OutOfOrder())
    assert response.status_code == 500
    assert b"Something went wrong on our side" in response.content


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_needs_an_unsafe_policy(template):
    source = template.read_text()
    assert not re.search(r"\s(style|on[a-z]+)=\"", source)
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)", source)


def test_the_foot_of_every_page_has_the_same_help(client, db):
    feet = {
        answer.content.decode().partition("<footer")[2].partition("</footer>")[0]
        for path in STARTS
        if (answer := client.get(path)).status_code == 200
        and answer.headers["Content-Type"].startswith("text/html")
    }

    [foot] = feet
    assert JURISDICTION.help_desk_phone in foot
    assert "/help-desk/" in foot


def test_help_says_when_people_are_reminded(client, settings):
    settings.REMINDER_DAYS, settings.AGAIN_DAYS = [5, 30], 4
    address = reverse("ui:help_page", args=["later-lists"])

    page = " ".join(client.get(address).content.decode().split())

    assert "5 days after you loaded them" in page
    assert "30 days after you loaded them" in page
    assert "Nobody gets a second email within 4 days" in page
    settings.REMINDER_DAYS = []
    assert "Automatic reminders" not in client.get(address).content.decode()
