"""Lists that still have the address which the help desk has corrected."""

import pytest
from django.urls import reverse

from cvms.recipients.actions import erasing, leaving
from cvms.recipients.actions.correcting import correct
from cvms.recipients.models import Former, Recipient
from cvms.uploads import whole_list
from cvms.uploads.actions import comparing, loading, searching
from cvms.uploads.models import Content, Rejection, Upload
from tests import make
from tests.at_once import before_it_commits

pytestmark = pytest.mark.django_db
JANE = ("Jane", "Doe", "Jane.Do@x.example")


@pytest.fixture
def jane(organization, staff):
    """Loaded with a wrong address, which an agent has corrected since."""
    make.loaded(organization, JANE, *make.people(3))
    person = Recipient.objects.get(email=JANE[2])
    return _corrected(person, staff)


def _corrected(person, staff, **changed):
    details = {"first_name": person.first_name, "last_name": person.last_name}
    email = changed.pop("email", "jane.doe@x.example")
    correct(recipient=person, **details | changed, email=email, by=staff)
    person.refresh_from_db()
    return person


def _kinds(file):
    return list(file.rejections.order_by("line").values_list("kind", flat=True))


def test_the_former_address_is_already_on_the_list(jane, organization):
    file = make.loaded(organization, JANE, *make.people(3))

    assert Recipient.objects.count() == 4
    assert _kinds(file) == [Rejection.Kind.OWN] * 4
    assert file.rejections.get(line=1).known_since == jane.loaded_at


def test_a_preview_says_so_before_anybody_is_loaded(jane, organization, as_user, contact):
    file = make.upload(organization, make.csv(JANE))

    page = as_user(contact).get(reverse("uploads:detail", args=[file.pk])).content.decode()

    assert "Already on your list. Nothing to do." in page
    assert "Email Address is duplicate" not in page


def test_a_former_address_is_recognized_with_a_former_name_too(jane, organization, staff):
    _corrected(jane, staff, first_name="Janet", email="janet.doe@x.example")

    rows = [("Jane", "Doe", "jane.doe@x.example"), ("JANET", "Doe", JANE[2])]
    assert _kinds(make.loaded(organization, *rows)) == [Rejection.Kind.OWN] * 2


def test_somebody_else_may_have_the_address_that_was_hers_by_mistake(jane, organization):
    file = make.loaded(organization, ("Jo", "Dowd", JANE[2]))

    assert file.loaded == 1
    assert _kinds(make.loaded(organization, JANE)) == [Rejection.Kind.OWN]


def test_another_organizations_former_address_tells_nothing(jane, staff):
    assert make.loaded(make.organization(by=staff), JANE).loaded == 1


def test_a_person_on_a_whole_list_with_a_former_address_is_not_missing(jane, organization, contact):
    file = make.loaded(organization, JANE, *make.people(2))
    comparing.call_whole(file=file, by=contact)

    missing = whole_list.missing(file).values_list("email", flat=True)
    assert list(missing) == ["person3@people.example"]


def test_a_person_corrected_after_the_list_was_loaded_is_not_missing(organization, staff):
    make.loaded(organization, JANE)
    file = make.loaded(organization, JANE)
    _corrected(Recipient.objects.get(), staff)

    assert not whole_list.missing(file).exists()


def test_a_former_address_on_a_list_brings_back_a_person_who_had_left(
    jane, organization, contact, work
):
    leaving.leave(people=Recipient.objects.all(), organization=organization, by=contact)

    make.loaded(organization, JANE)
    work()

    assert list(Recipient.objects.filter(left_at=None)) == [jane]


def test_removing_a_person_erases_their_former_addresses(jane, organization, staff):
    # Given files with the former address: one kept, one read
    kept = make.upload(organization, make.csv(JANE))
    make.loaded(organization, JANE)

    # When she is removed
    searching.search(erasing.person_of(jane))
    erasing.erase(recipient=jane, by=staff)

    # Then it is nowhere, and can be loaded anew
    assert not Former.objects.exists()
    assert not Rejection.objects.exists()
    assert not Content.objects.filter(upload=kept).exists()
    assert make.loaded(organization, JANE).loaded == 1


def test_a_former_address_now_used_by_another_person_stays(jane, organization, staff):
    make.loaded(organization, ("Jo", "Dowd", JANE[2]))
    theirs = make.loaded(organization, ("Jo", "Dowd", JANE[2]))

    searching.search(erasing.person_of(jane))
    erasing.erase(recipient=jane, by=staff)

    assert theirs.rejections.exists()


@pytest.mark.django_db(transaction=True)
def test_a_list_that_is_loaded_while_an_agent_corrects_does_not_load_her_twice(staff, organization):
    make.loaded(organization, JANE)
    jane = Recipient.objects.get()
    week = make.upload(organization, make.csv(JANE), volume=Upload.Volume.HIGH)

    before_it_commits(lambda: _corrected(jane, staff), lambda: loading.load(pk=week.pk))

    assert Recipient.objects.count() == 1
