"""Kept files are searched for somebody who is to be removed, in a process with limits."""

import io
import zipfile

import pytest

from cvms.recipients.actions import erasing
from cvms.recipients.models import Recipient
from cvms.uploads import cells
from cvms.uploads.actions import previewing, searching, typing
from cvms.uploads.models import Content, FileSearch
from tests import make

pytestmark = pytest.mark.django_db

ZOE = ("Zoë", "Quimby", "zoe.quimby@people.example")


@pytest.fixture
def zoe(organization):
    make.loaded(organization, ZOE)
    return Recipient.objects.get()


def archive(size):
    """A workbook that unpacks to `size` bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", bytes(size))
    return data.getvalue()


def found(person):
    searches = FileSearch.objects.filter(recipient=person).order_by("content")
    return list(searches.values_list("mentions", flat=True))


def test_each_kept_file_is_searched_once(zoe, organization):
    make.upload(organization, make.csv(*make.people(2)))
    person = erasing.person_of(zoe)
    files = Content.objects.count()
    assert searching.progress(zoe.pk) == searching.Progress(0, files)

    searching.search(person)

    assert searching.progress(zoe.pk) == searching.Progress(files, files)
    assert False in found(zoe)
    before = list(FileSearch.objects.order_by("pk").values_list("pk", flat=True))
    searching.search(person)
    assert list(FileSearch.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_a_file_that_ends_the_search_is_taken_to_name_the_person_and_the_next_is_searched(
    zoe, organization
):
    bomb = make.upload(organization, make.csv(*make.people(1)))
    Content.objects.filter(upload=bomb).update(data=archive(600 * 2**20))
    make.upload(organization, make.csv(*make.people(2)))

    searching.search(erasing.person_of(zoe))

    assert found(zoe)[-2:] == [True, False]


def test_nobody_is_erased_while_a_file_is_not_searched(zoe, organization, staff):
    searching.search(erasing.person_of(zoe))
    make.upload(organization, make.csv(ZOE))

    with pytest.raises(searching.NotSearched):
        erasing.erase(recipient=zoe, by=staff)

    assert Recipient.objects.filter(pk=zoe.pk).exists()


def test_a_file_that_was_edited_is_searched_again(zoe, organization, contact):
    preview = make.upload(organization, make.csv(*make.people(1)))
    searching.search(erasing.person_of(zoe))
    typing.keep(file=preview, typed=cells.Typed(1, *ZOE), by=contact)
    previewing.edit(upload=preview, by=contact)

    searching.search(erasing.person_of(zoe))

    assert found(zoe)[-1] is True
