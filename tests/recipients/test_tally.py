"""The tally always has as many people of an organization at each stage as there are."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvms.recipients.actions import erasing, merging
from cvms.recipients.models import Recipient, Tally
from cvms.recipients.tally import stages_of, tally_of
from tests import make
from tests.at_once import on_its_own
from tests.providers.conftest import a_location

pytestmark = pytest.mark.django_db
Stage = Recipient.Stage
STAGES = st.sampled_from(Stage)
REASONS = st.sampled_from(["", "mailbox-full", "no-such-address"])
SOME = st.sets(st.integers(0, 7))
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("move"), SOME, STAGES, REASONS),
        st.tuples(st.just("change organization"), SOME),
        st.tuples(st.just("delete"), SOME),
        st.tuples(st.just("write to"), SOME),
        st.tuples(st.just("merge")),
    ),
    max_size=12,
)


def counted(organization):
    """The numbers as the people themselves give them."""
    people = Recipient.objects.filter(organization=organization).order_by()
    found = people.values_list("stage", "why").annotate(number=Count("*"))
    return {(stage, why): number for stage, why, number in found}


def change(people, other, act, some=frozenset(), *new):
    chosen = Recipient.objects.filter(pk__in=[people[one] for one in some])
    if act == "move":
        chosen.update(stage=new[0], why=new[1])
    elif act == "change organization":
        chosen.update(organization=other)
    elif act == "delete":
        chosen.delete()
    elif act == "write to":
        chosen.update(reminders=1)
    else:
        merging.merge_all()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(changes=CHANGES)
def test_whatever_happens_to_people_their_numbers_are_right(organization, staff, changes):
    with transaction.atomic():
        make.loaded(organization, *make.people(8))
        other = make.organization(by=staff)
        people = list(organization.recipients.values_list("pk", flat=True))

        for one in changes:
            change(people, other, *one)

        assert tally_of(organization) == counted(organization)
        assert tally_of(other) == counted(other)
        transaction.set_rollback(True)


def test_people_registered_at_a_desk_are_not_counted():
    Recipient.objects.create(location=a_location(), first_name="Ann", last_name="Bee")

    Recipient.objects.update(reminders=1)
    Recipient.objects.all().delete()

    assert not Tally.objects.exists()


def test_merging_leaves_one_row_for_each_number(organization):
    make.loaded(organization, *make.people(3))
    make.loaded(organization, *make.people(3, "later.example"))
    Recipient.objects.filter(email="person1@later.example").update(stage=Stage.SENT)
    before = tally_of(organization)

    assert merging.merge_all() == 1

    assert sorted(Tally.objects.values_list("stage", "people")) == [(1, 5), (2, 1)]
    assert tally_of(organization) == before
    assert merging.merge_all() == 0


def test_a_reason_that_nobody_has_any_more_is_gone_after_merging(organization):
    make.loaded(organization, *make.people(1))
    Recipient.objects.update(stage=Stage.UNDELIVERED, why="of an earlier release")
    Recipient.objects.update(stage=Stage.SENT, why="")

    merging.merge_all()

    assert not Tally.objects.filter(why="of an earlier release").exists()


def test_an_organization_is_deleted_by_code_that_does_not_know_the_tally(organization, staff):
    # Given two organizations that the former release merges, after the database was upgraded
    make.loaded(organization, *make.people(3))
    other = make.organization(by=staff)
    for table in ("recipients_recipient", "uploads_upload", "organizations_pointofcontact"):
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET organization_id = %s WHERE organization_id = %s",
                [other.pk, organization.pk],
            )

    # When the empty one is deleted
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM organizations_organization WHERE id = %s", [organization.pk])
    connection.check_constraints()

    # Then the people are counted where they are now, and nothing is left of the other
    assert stages_of(tally_of(other)) == {Stage.WAITING: 3}
    merging.merge_all()
    assert set(Tally.objects.values_list("organization", flat=True)) == {other.pk}


def test_rows_written_while_merging_wait_for_the_next_run(monkeypatch):
    turns = iter([2, 2, 1])  # there would be more after the third
    monkeypatch.setattr(merging, "AT_ONCE", 2)
    monkeypatch.setattr(merging, "_merge", lambda: next(turns))

    assert merging.merge_all() == 5


def test_truncating_the_table_of_people_empties_the_tally(organization):
    make.loaded(organization, *make.people(2))

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE recipients_recipient CASCADE")

    assert not Tally.objects.exists()


def test_an_erased_person_is_not_counted(organization, staff):
    make.loaded(organization, *make.people(2))

    erasing.erase(recipient=Recipient.objects.first(), by=staff)

    assert stages_of(tally_of(organization)) == {Stage.WAITING: 1}


@pytest.mark.django_db(transaction=True)
def test_merging_waits_for_no_load_and_misses_none(organization):
    make.loaded(organization, *make.people(2))

    with transaction.atomic():
        make.loaded(organization, *make.people(3, "later.example"))
        _elsewhere(merging.merge_all)  # while the load has not been committed
        _elsewhere(merging.merge_all)

    assert stages_of(tally_of(organization)) == {Stage.WAITING: 5}
    merging.merge_all()
    assert list(Tally.objects.values_list("people", flat=True)) == [5]


def _elsewhere(action):
    with ThreadPoolExecutor(1) as pool:
        pool.submit(on_its_own, action).result()
