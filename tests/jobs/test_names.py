"""Jobs that an earlier release queued are done by this one, wherever their code has moved."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from cvms.recipients.models import Recipient
from cvms.uploads.models import Upload
from tests import make
from tests.chaos.waiting import until

FORMER = {  # every name under which a release has queued jobs, and the task that does them now
    "cvms.accounts.tasks.purge_expired": "accounts.purge_expired",
    "cvms.accounts.tasks.purge_links": "accounts.purge_links",
    "cvms.eligibility.tasks.compare": "eligibility.compare",
    "cvms.eligibility.tasks.redecide": "eligibility.redecide",
    "cvms.eligibility.tasks.redecide_daily": "eligibility.redecide_daily",
    "cvms.helpdesk.tasks.forget_farewells": "helpdesk.forget_addresses",
    "cvms.helpdesk.tasks.purge": "helpdesk.purge",
    "cvms.jobs.tasks.purge": "jobs.purge",
    "cvms.jobs.tasks.retry_stalled": "jobs.retry_stalled",
    "cvms.mail.tasks.deliver": "mail.deliver",
    "cvms.mail.tasks.sweep": "mail.sweep",
    "cvms.providers.tasks.purge": "providers.purge",
    "cvms.registration.tasks.purge": "registration.purge",
    "cvms.staff.tasks.count": "staff.count",
    "cvms.staff.tasks.invite_listed": "staff.invite_listed",
    "cvms.staff.tasks.purge": "staff.purge",
    "cvms.uploads.tasks.fail_abandoned": "uploads.fail_abandoned",
    "cvms.uploads.tasks.load_upload": "uploads.load",
    "cvms.uploads.tasks.purge": "uploads.purge",
}


@pytest.mark.parametrize(("former", "now"), FORMER.items())
def test_a_former_task_name_finds_the_task(former, now):
    assert app.tasks[former] is app.tasks[now]


def test_no_task_is_named_after_its_module():
    ours = {task.name for task in app.tasks.values() if task.func.__module__.startswith("cvms.")}
    assert len(ours) >= len(FORMER)
    assert [name for name in ours if name.startswith("cvms.")] == []


@pytest.mark.chaos  # a worker process of its own does what was queued
@pytest.mark.django_db(transaction=True)
def test_an_upgrade_with_a_job_in_the_queue_loses_nothing(organization, start_worker, mailbox):
    # Given a file that was sent before the upgrade, and not loaded yet
    data = make.csv(*make.people(3))
    upload = make.upload(organization, data, volume=Upload.Volume.HIGH)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET task_name = 'cvms.uploads.tasks.load_upload'"
            " WHERE task_name = 'uploads.load'"
        )
        assert cursor.rowcount == 1

    # When a worker of this release starts
    start_worker()

    # Then the file is loaded
    until(lambda: Recipient.objects.filter(upload=upload).count() == 3)
