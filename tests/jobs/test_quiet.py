"""Frequent tasks log nothing while there is nothing to do."""

from types import SimpleNamespace

import pytest
from procrastinate.contrib.django import app

pytestmark = pytest.mark.django_db

ALWAYS = {"staff.count", "eligibility.redecide_daily"}  # count and decide anew each time
ELSEWHERE = {"jobs.retry_stalled"}  # test_stalled runs it
OFTEN = [
    name
    for (name, _number), task in app.periodic_registry.periodic_tasks.items()
    if task.cron.split()[1:3] == ["*", "*"] and name not in ALWAYS | ELSEWHERE
]


@pytest.mark.parametrize("name", OFTEN)
def test_a_frequent_task_reports_that_it_did_nothing(name):
    task = app.tasks[name]
    context = [SimpleNamespace(should_abort=lambda: False)] if task.pass_context else []

    assert task(*context, timestamp=0) == 0


def test_the_most_frequent_tasks_are_checked():
    assert {"recipients.follow", "mail.sweep", "helpdesk.forget_addresses"} <= set(OFTEN)
