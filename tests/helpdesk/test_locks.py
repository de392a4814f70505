"""Removals beside other actions, on connections of their own: no deadlock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from cvms.helpdesk.actions import removals
from cvms.helpdesk.actions.carrying_out import carry_out
from cvms.helpdesk.models import Removal
from cvms.recipients.models import Recipient
from cvms.registration.models import Draft
from cvms.uploads.actions import loading
from cvms.uploads.models import Upload
from tests import make
from tests.at_once import somebody_waits
from tests.helpdesk.everything import places_of
from tests.helpdesk.requests import ask
from tests.registration import answers

pytestmark = pytest.mark.django_db(transaction=True)

ZOE = ("Zoë", "Quimby-Núñez", "zoe.quimby@people.example")
WORDS = ("Quimby", "zoe.quimby")


def proposed(agent, person):
    request = ask(topic="removal", person_email=ZOE[2])
    return removals.propose(request=request, recipient=person.pk, by=agent)


def at_once(*actions: Callable[[], object]) -> list[BaseException | None]:
    """Run each on a connection of its own, all starting together; what each raised."""
    together = Barrier(len(actions))

    def run(action: Callable[[], object]) -> BaseException | None:
        try:
            together.wait()
            action()
        except Exception as error:  # noqa: BLE001 -- looked at by the test
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def wait_until_somebody_waits() -> None:
    """Wait until another connection waits for a lock, or the test's time limit."""
    with connection.cursor() as cursor:
        while not somebody_waits(cursor):
            continue


@pytest.mark.parametrize("_round", range(6))
def test_when_two_agents_confirm_at_once_one_succeeds(agent, colleague, organization, _round):
    make.loaded(organization, ZOE)
    removal = proposed(agent, Recipient.objects.get())
    third = make.user("help_desk_agent")

    said = at_once(
        lambda: removals.confirm(removal=removal, by=colleague),
        lambda: removals.confirm(removal=removal, by=third),
    )

    assert sorted(type(error).__name__ for error in said) == ["NoneType", "NotPossible"]
    removal.refresh_from_db()
    assert removal.state == Removal.State.CONFIRMED


@pytest.mark.parametrize("_round", range(3))
def test_two_workers_that_carry_out_one_removal_erase_once(
    agent, colleague, organization, mailbox, work, _round
):
    make.loaded(organization, ZOE, *make.people(2))
    removal = proposed(agent, Recipient.objects.get(email=ZOE[2]))
    removals.confirm(removal=removal, by=colleague)

    said = at_once(lambda: carry_out(pk=removal.pk), lambda: carry_out(pk=removal.pk))

    assert said == [None, None]
    assert places_of(*WORDS) == set()
    work()
    told = [m for _, m in mailbox.messages if m["subject"] == "Your details were removed"]
    assert len(told) == 1


@pytest.mark.parametrize("_round", range(5))
def test_submitting_while_being_removed_leaves_nothing_and_does_not_deadlock(
    agent, colleague, organization, _round
):
    make.loaded(organization, ZOE)
    person = Recipient.objects.get()
    removal = proposed(agent, person)
    removals.confirm(removal=removal, by=colleague)

    said = at_once(lambda: answers.register(person), lambda: carry_out(pk=removal.pk))

    assert said[1] is None
    assert "deadlock" not in str(said[0])
    assert not Draft.objects.exists()
    assert not Recipient.objects.exists()


def test_a_removal_waits_for_a_load_that_names_the_person(agent, colleague, organization):
    # Given a person who is to be removed, and a load that has just written that it knows her
    make.loaded(organization, ZOE)
    removal = proposed(agent, Recipient.objects.get())
    removals.confirm(removal=removal, by=colleague)
    upload = make.upload(organization, make.csv(ZOE, *make.people(2)), volume=Upload.Volume.HIGH)

    def carry_out_meanwhile() -> None:
        try:
            carry_out(pk=removal.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            loading.load(pk=upload.pk)
            removing = pool.submit(carry_out_meanwhile)
            wait_until_somebody_waits()
        removing.result()

    # Then the rejected row and the file that held it are gone with her
    assert places_of(*WORDS) == set()
    assert Upload.objects.get(pk=upload.pk).loaded == 2
