"""Pages are compressed, but not where a stranger's words could stand beside a secret."""

import gzip
from collections.abc import Callable

import pytest
from django.test import Client

from cvms.accounts.models import User

pytestmark = pytest.mark.django_db

As = Callable[[User], Client]


def is_compressed(browser: Client, path: str, **more: str) -> bool:
    response = browser.get(path, headers={"Accept-Encoding": "gzip, deflate, br"} | more)
    assert response.status_code == 200
    return response.headers.get("Content-Encoding") == "gzip"


@pytest.mark.parametrize("path", ["/help/", "/portal/sign-in/", "/find-a-provider/"])
def test_a_visitors_page_is_compressed_and_reads_the_same(client: Client, path: str) -> None:
    response = client.get(path, headers={"Accept-Encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert b"<h1" in gzip.decompress(response.content)
    assert len(response.content) < len(client.get(path).content) / 2


def test_a_point_of_contacts_page_is_compressed(contact: User, as_user: As) -> None:
    assert is_compressed(as_user(contact), "/organization/bulk-registration/")


@pytest.mark.parametrize("path", ["/help/?q=guess", "/find-a-provider/?zip_code=27610"])
def test_a_page_with_a_query_string_is_not_compressed(client: Client, path: str) -> None:
    assert not is_compressed(client, path)


def test_a_page_that_shows_strangers_words_is_not_compressed(staff: User, as_user: As) -> None:
    assert not is_compressed(as_user(staff), "/staff/")


def test_a_browser_without_gzip_gets_the_page_uncompressed(client: Client) -> None:
    assert "Content-Encoding" not in client.get("/help/").headers


def test_two_answers_differ_in_length_by_chance(client: Client) -> None:
    lengths = {
        len(client.get("/help/", headers={"Accept-Encoding": "gzip"}).content) for _ in range(20)
    }

    assert len(lengths) > 1


def test_a_file_is_not_compressed_as_a_page(contact: User, as_user: As) -> None:
    template = "/organization/bulk-registration/template/recipient_bulk_upload_file.csv"

    assert not is_compressed(as_user(contact), template)
