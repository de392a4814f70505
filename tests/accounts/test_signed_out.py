"""A person who was signed out in another tab, or by the clock, continues in this one."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

SIGN_IN = "/organization/sign-in/"
PREVIEW = "/organization/bulk-registration/uploads/20/"


def _to(page):
    return f"{SIGN_IN}?next={page}"


def test_a_form_sent_after_signing_out_leads_back_to_its_page_and_says_so(client):
    # Given a page whose form has an address of its own
    address = reverse("uploads:create", args=[20])

    # When it is sent by who is signed in no more
    response = client.post(address, headers={"referer": f"http://testserver{PREVIEW}?page=2"})

    # Then signing in leads to the page and not to the form's address, and what happened is said
    assert response.url == _to(f"{PREVIEW}%3Fpage%3D2")
    assert "it was not saved" in client.get(response.url).content.decode()


@pytest.mark.parametrize("referer", ["", "https://evil.example/organization/", "//evil.example/"])
def test_without_a_page_to_go_back_to_signing_in_leads_to_the_portals_home(client, referer):
    response = client.post(reverse("uploads:create", args=[20]), headers={"referer": referer})

    assert response.url == _to("/organization/")


def test_the_page_that_was_asked_for_is_shown_after_signing_in_without_a_message(client):
    response = client.get(PREVIEW)

    assert response.url == _to(PREVIEW)
    assert "was not saved" not in client.get(response.url).content.decode()


def test_a_scripts_request_sends_the_whole_window_to_the_sign_in_page(client):
    address = reverse("uploads:progress", args=[20])
    headers = {"hx-request": "true", "referer": f"http://testserver{PREVIEW}"}

    response = client.get(address, headers=headers)

    assert response.status_code == 200
    assert response["HX-Redirect"] == _to(PREVIEW)


TYPED = "They left the plant.\nPlease remove <both>."


def test_without_scripts_what_was_typed_is_shown_with_a_way_to_continue(client):
    # Given a form that was filled in for longer than the session lived
    page = "/help-desk/changes/?change=remove"
    data = {"change": "remove", "recipients": ["17", "18"], "message": TYPED}

    # When it is sent
    answer = client.post(page, data, headers={"referer": f"http://testserver{page}"})

    # Then the words are there to copy, and nothing else of the form is, nor kept
    said = answer.content.decode()
    assert answer.status_code == 403
    assert "Please remove &lt;both&gt;." in said
    assert said.count("<blockquote") == 1
    assert "?next=/help-desk/changes/%3Fchange%3Dremove" in said
    assert "no-store" in answer["Cache-Control"]
    assert "They left" not in str(dict(client.session))


def test_nothing_typed_into_a_form_with_a_password_is_shown(client):
    data = {"current": "my old pass word", "password": "my new pass word", "note": "Two words"}

    answer = client.post("/change-password/", data)

    assert answer.status_code == 302
