"""Pages of a list are read from the nearer end; nobody is lost or met twice between them."""

import pytest
from django.core.paginator import Paginator

from cvms.recipients import paged
from cvms.recipients.models import Recipient
from cvms.recipients.wanted import SORTS, Wanted
from tests import make

pytestmark = pytest.mark.django_db
PEOPLE = 23


@pytest.fixture
def listed(organization):
    make.loaded(organization, *make.people(PEOPLE))
    return organization


def _pages(numbers):
    pages = Paginator(numbers, 5)
    return [number for page in pages for number in page.object_list]


@pytest.mark.parametrize("sort", [f"{down}{column}" for column in SORTS for down in ("", "-")])
def test_the_pages_of_a_list_are_the_list_in_order(listed, sort):
    numbers = Wanted(listed, sort=sort).in_order().values_list("pk", flat=True)

    assert _pages(paged.Ordered(numbers, PEOPLE)) == list(numbers)


@pytest.mark.parametrize("few", [1, 7, PEOPLE - 1, PEOPLE])
def test_the_pages_of_a_search_are_what_it_finds_however_many(listed, few, monkeypatch):
    monkeypatch.setattr(paged, "FEW", few)
    numbers = Recipient.objects.of(listed).search("people").order_by("by_first")
    numbers = numbers.values_list("pk", flat=True)

    assert _pages(paged.Found(numbers)) == list(numbers)
    assert len(numbers) == PEOPLE


def test_the_last_page_is_read_from_the_end(listed, django_assert_num_queries):
    numbers = Wanted(listed).in_order().values_list("pk", flat=True)

    with django_assert_num_queries(1) as queries:
        last = Paginator(paged.Ordered(numbers, PEOPLE), 5).page(5).object_list
        last = list(last)

    assert last == list(numbers)[-3:]
    assert "OFFSET" not in queries.captured_queries[0]["sql"]


def test_an_empty_list_has_one_empty_page(organization):
    numbers = Wanted(organization).in_order().values_list("pk", flat=True)

    assert list(Paginator(paged.Ordered(numbers, 0), 5).get_page("7").object_list) == []
