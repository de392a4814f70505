"""During an upgrade the former release and this one serve the same people on one database.

The database is migrated by this release, as in step 3 of docs/upgrade.md; the former one is taken
from the history. A load balancer gives each request to the other one.
"""

import json
import urllib.error
import urllib.request

import pytest
from django.db import connection

from cvms.accounts.permissions import Role
from cvms.helpdesk.models import HelpRequest
from cvms.mail.models import Message
from cvms.recipients.models import Recipient
from cvms.registration.models import Registration
from tests import everybody, make
from tests.chaos.waiting import until
from tests.helpdesk.requests import ASKED
from tests.pages import Walk
from tests.processes import ROOT
from tests.registration import answers

from .browser import Browser
from .releases import Release, former_release

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]
BULK = "/organization/bulk-registration/"
JOBS = """
import inspect, json
from procrastinate.contrib.django import app
tasks = {name: task.func for name, task in app.tasks.items()}
print(json.dumps({
    name: list(inspect.signature(func).parameters)
    for name, func in tasks.items() if func.__module__.startswith("cvms.")
}))
"""
KNOWN = """
import json
from cvms.ui import help
from tests.test_access import PAGES
pages = [name for name, *_ in PAGES if name != "ui:help_page"]
print(json.dumps([*pages, *(f"/help/{page.slug}/" for page in help.PAGES)]))
"""


@pytest.fixture
def former(tmp_path):
    release = Release(former_release(tmp_path))
    yield release
    release.end()


@pytest.fixture
def present():
    release = Release(ROOT)
    yield release
    release.end()


@pytest.mark.parametrize("at_work", ["former", "present"])
def test_people_continue_whichever_release_answers_and_works(
    at_work, former, present, organization, mailbox, settings
):
    # Given web servers of both releases, and workers of one
    ports = [former.serve(), present.serve()]
    agent = make.user(Role.HELP_DESK_AGENT)
    smtp = {"CVMS_SMTP_HOST": settings.EMAIL_HOST, "CVMS_SMTP_PORT": str(settings.EMAIL_PORT)}
    {"former": former, "present": present}[at_work].work(**smtp)

    # When each kind of person does their work, and each step is answered by either
    for turn in (ports, ports[::-1]):
        domain = f"{turn[0]}.example"
        _send_lists(Browser(*turn), make.contact_of(organization), domain)
        _register(Browser(*turn), Recipient.objects.filter(email__endswith=domain)[0])
        _ask(Browser(*turn), domain)
        _answer(Browser(*turn), agent)

    # Then everything was done once, by jobs that either release had queued
    assert Recipient.objects.count() == 2 * (3 + 120)
    assert Registration.objects.count() == 2
    until(lambda: not _unsent())
    assert set(Message.objects.values_list("state", flat=True)) <= {"sent", "dropped"}
    assert _jobs("failed") == []
    assert _jobs("todo", attempts=1) == []


def _send_lists(browser, contact, domain):
    browser.sign_in("organization", contact.email, make.PASSWORD)
    browser.get(BULK)
    low = [*make.people(3, domain), ("", "Doe", f"nameless@{domain}")]
    browser.upload(f"{BULK}low/", make.csv(*low))
    browser.post(f"{browser.address}create/")
    upload = browser.address
    assert "Line 4: First Name is blank" in browser.get(f"{upload}errors.csv")
    browser.get(f"{BULK}?volume=high")
    browser.upload(f"{BULK}high/", make.csv(*make.people(120, f"high.{domain}")))
    loaded = Recipient.objects.filter(email__endswith=f"@high.{domain}")
    until(lambda: loaded.count() == 120)
    browser.get(browser.address)
    browser.get(f"{BULK}uploads/")


def _register(browser, recipient):
    recipient.user.set_password(make.PASSWORD)
    recipient.user.save()
    browser.sign_in("portal", recipient.email, make.PASSWORD)
    browser.get("/portal/registration/")
    browser.post("/portal/registration/")
    for page in answers.PAGES:
        browser.get(answers.url(page))
        browser.post(answers.url(page), **answers.GOOD[page], go="next")
    browser.get(answers.url("confirmation"))
    browser.post(answers.url("confirmation"))
    assert browser.address == "/portal/registration/submitted/"
    browser.get("/portal/dashboard/")


def _ask(browser, domain):
    browser.get("/help-desk/ask/recipient/")
    browser.post(browser.address, **ASKED | {"subject": f"From {domain}"}, message="Where is it?")
    assert browser.address.startswith("/help-desk/requests/"), browser.words
    browser.get(browser.address)


def _answer(browser, agent):
    asked = HelpRequest.objects.latest("pk")
    browser.sign_in("staff", agent.email, make.PASSWORD)
    browser.get("/staff/help-desk/")
    browser.get(f"/staff/help-desk/{asked.number}/")
    browser.post(f"{browser.address}answer/", message="It is on its way.", then="waiting")
    assert "It is on its way." in browser.words


def _unsent():
    return Message.objects.filter(state__in=("queued", "sending")).exists()


def _jobs(status, attempts=0):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, args FROM procrastinate_jobs"
            " WHERE status = %s::procrastinate_job_status AND attempts >= %s",
            [status, attempts],
        )
        return cursor.fetchall()


def test_every_page_opens_in_both_releases(former, present):
    # Given something in every state that a page shows, and the pages that somebody may see
    clients, letters = everybody.at_work()
    pages = [seen for seen in Walk(clients, letters).pages() if seen.fields is None]
    assert len(pages) > 100

    # When each is asked for from servers of both releases
    theirs, ours = former.serve(), present.serve()
    known = set(json.loads(former.python(KNOWN)))
    faults = [
        f"{release}: {status} {seen}"
        for release, port in {"former": theirs, "present": ours}.items()
        for seen in pages
        if (status := _status(port, seen.address, clients[seen.role])) != 200
        and (status != 404 or release == "present" or known & {seen.name, seen.address})
    ]

    # Then this one shows all, and the former one all but those that it does not have
    assert faults == []


def _status(port, address, client):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{address}")
    if session := client.cookies.get("sessionid"):
        request.add_header("Cookie", f"sessionid={session.value}")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def test_each_release_does_the_jobs_of_the_other(former, present):
    """A task whose arguments change is another task, with a name of its own."""
    theirs, ours = (json.loads(release.python(JOBS)) for release in (former, present))

    assert {name: ours.get(name) for name in theirs} == theirs
