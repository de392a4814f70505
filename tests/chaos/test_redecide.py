"""A worker that is killed while everyone is decided again loses nothing and does nothing twice."""

import signal
import subprocess

import pytest

from bench.registered import register
from cvms.accounts.permissions import Role
from cvms.eligibility.models import Case, DecisionRecord, Redecision
from cvms.eligibility.tasks import redecide
from cvms.mail.models import Message
from tests import make
from tests.chaos.holding import held, somebody_waits
from tests.chaos.waiting import until
from tests.eligibility.published import in_days, opening, publish

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]

PEOPLE = 5_000  # in three batches


def kill(worker: subprocess.Popen) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def test_another_worker_continues_after_one_is_killed(start_worker):
    # Given people whose group is not open, and rules by which it is
    editor = make.user(Role.ELIGIBILITY_EDITOR)
    publish(opening("5", in_days(30)), by=editor)
    register(PEOPLE, make.organization(by=editor))
    closed = set(Case.objects.filter(open_now=False, group="5").values_list("pk", flat=True))
    rules = publish(opening("5", in_days(0)), by=editor)
    decided = Case.objects.filter(rule_set=rules)

    # When the worker, which has a job for each publication, is killed half-way, and another comes
    with held("eligibility_decisionrecord", nth=2):
        first = start_worker()
        until(lambda: decided.exists() and somebody_waits())
        kill(first)
    assert 0 < decided.count() < PEOPLE
    start_worker()
    until(Redecision.objects.filter(rule_set=rules, finished_at__isnull=False).exists)

    # Then everyone is decided once, and each who became eligible is written to once
    assert decided.count() == PEOPLE
    assert DecisionRecord.objects.filter(rule_set=rules).count() == PEOPLE
    about = list(Message.objects.filter(kind="became_eligible").values_list("about", flat=True))
    assert len(about) == len(set(about))
    assert closed <= set(about)
    assert set(about) == set(
        Case.objects.filter(open_now=True, history__rule_set=rules)
        .exclude(told_eligible_at__lt=rules.published_at)
        .values_list("pk", flat=True)
    )


def test_two_workers_at_once_share_the_work(start_worker):
    editor = make.user(Role.ELIGIBILITY_EDITOR)
    publish(opening("5", in_days(30)), by=editor)
    register(PEOPLE, make.organization(by=editor))
    rules = publish(opening("5", in_days(0)), by=editor)
    redecide.defer()
    start_worker()
    until(Redecision.objects.filter(rule_set=rules, finished_at__isnull=False).exists)

    assert DecisionRecord.objects.filter(rule_set=rules).count() == PEOPLE
    about = list(Message.objects.filter(kind="became_eligible").values_list("about", flat=True))
    assert len(about) == len(set(about)) > 0
