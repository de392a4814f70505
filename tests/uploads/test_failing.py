"""Loading that was given up: what people are told, and how it is tried again."""

import pytest
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from cvms.audit.models import Event
from cvms.mail.models import Message
from cvms.recipients.actions import erasing
from cvms.recipients.models import Recipient
from cvms.uploads.actions import failing, loading, searching
from cvms.uploads.letters import write_failures
from cvms.uploads.models import Content, Rejection, Upload
from tests import make

pytestmark = pytest.mark.django_db
UPLOADS = "/organization/bulk-registration/uploads/"
State = Upload.State


@pytest.fixture
def submitted(organization):
    """A file that waits for a worker."""
    return make.upload(organization, make.csv(*make.people(3)), volume=Upload.Volume.HIGH)


def give_up(status="failed"):
    """The last try was in vain: the job is not tried any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s WHERE task_name = 'uploads.load'",
            [status],
        )


@pytest.fixture
def failed(submitted):
    loading.start_reading(pk=submitted.pk)
    give_up()
    failing.fail_abandoned()
    submitted.refresh_from_db()
    return submitted


def jobs():
    return ProcrastinateJob.objects.filter(task_name="uploads.load", status="todo")


def test_a_load_that_raises_loads_nothing_and_ends_as_failed(monkeypatch, submitted, mailbox, work):
    # Given a load that raises after it has inserted people, until it is given up
    insert = loading.add

    def raises(*args, **kwargs):
        insert(*args, **kwargs)
        raise RuntimeError

    monkeypatch.setattr(loading, "add", raises)
    with pytest.raises(RuntimeError), transaction.atomic():
        loading.load(pk=submitted.pk)
    assert failing.fail_abandoned() == 0  # it is to be tried again
    give_up()

    # When that is noticed
    assert failing.fail_abandoned() == 1
    work()

    # Then nothing was loaded, nobody is invited, and the uploader is told, once
    submitted.refresh_from_db()
    assert submitted.state == State.FAILED
    assert not Recipient.objects.exists()
    assert not Rejection.objects.exists()
    [(_, letter)] = mailbox.messages
    assert letter["subject"] == "Bulk Employee Upload - Failed"
    assert letter["to"] == submitted.uploaded_by.email
    for kind in ("plain", "html"):
        text = letter.get_body((kind,)).get_content()
        assert "staff.csv" in text
        assert "Nothing was loaded from it" in text
        assert f"{UPLOADS}{submitted.pk}/" in text
    assert Event.objects.filter(action="uploads.failed", about=str(submitted.pk)).count() == 1
    assert failing.fail_abandoned() == 0


@pytest.mark.parametrize("status", ["todo", "doing"])
def test_an_upload_with_a_job_does_not_fail(submitted, status):
    give_up(status)

    assert failing.fail_abandoned() == 0


def test_a_job_that_was_cancelled_leaves_no_upload_behind(submitted):
    give_up("cancelled")

    assert failing.fail_abandoned() == 1


def test_files_that_came_to_an_end_do_not_fail(organization):
    make.loaded(organization, *make.people(2))
    make.upload(organization, make.csv(*make.people(2)))
    make.upload(organization, b"no headings here\n", volume=Upload.Volume.HIGH)
    loading.load(pk=Upload.objects.latest("id").pk)
    give_up()

    assert failing.fail_abandoned() == 0


def test_a_worker_presumed_dead_does_not_load_a_failed_upload(failed):
    loading.start_reading(pk=failed.pk)
    loading.load(pk=failed.pk)

    failed.refresh_from_db()
    assert failed.state == State.FAILED
    assert not Recipient.objects.exists()


def test_the_page_says_what_happened_and_tries_again_with_one_press(
    as_user, contact, failed, mailbox, work
):
    # Given the page of a file that failed, and one that stayed on it
    browser = as_user(contact)
    url = f"{UPLOADS}{failed.pk}/"
    page = browser.get(url).content.decode()
    assert "Nothing was loaded from it, and nobody was invited." in page
    assert "We have kept your file: try again. If it fails again, ask the help desk." in page
    assert "Loading failed" in browser.get(UPLOADS).content.decode()
    stayed = browser.get(f"{url}progress/?was=reading")
    assert stayed["HX-Refresh"] == "true"

    # When "Try again" is pressed, twice
    for _ in range(2):
        page = browser.post(f"{url}try-again/", follow=True).content.decode()
    assert "Waiting for its turn" in page
    assert jobs().count() == 1
    work()

    # Then each person is loaded and invited once, and there is one report, of success alone
    failed.refresh_from_db()
    assert (failed.state, failed.loaded) == (State.LOADED, 3)
    assert Recipient.objects.count() == 3
    subjects = [m["subject"] for _, m in mailbox.messages]
    assert subjects.count("Bulk Employee Upload - Success") == 1
    assert len(subjects) == 4
    assert Event.objects.get(action="uploads.tried_again").who == contact.pk
    assert failing.fail_abandoned() == 0


def test_a_second_failure_is_reported_again(failed, contact, mailbox, work):
    work()
    failing.try_again(upload=failed, by=contact)
    give_up()
    failing.fail_abandoned()
    work()

    subjects = [m["subject"] for _, m in mailbox.messages]
    assert subjects == ["Bulk Employee Upload - Failed"] * 2


def test_the_letter_of_a_failure_is_not_written_once_it_is_tried_again(failed, contact):
    messages = list(Message.objects.filter(kind="upload_failure"))

    failing.try_again(upload=failed, by=contact)

    assert write_failures(messages) == {}


def test_staff_see_it_and_have_it_tried_again(as_user, staff, failed, work):
    browser = as_user(staff)
    home = browser.get("/staff/").content.decode()
    assert "Loading failed because of an error in our system." in home
    page = browser.get("/staff/uploads/?state=failed").content.decode()
    assert "Try again" in page
    assert "staff.csv" not in page

    done = browser.post(f"/staff/uploads/{failed.pk}/retry/", follow=True).content.decode()
    assert "The file is being loaded again." in done
    again = browser.post(f"/staff/uploads/{failed.pk}/retry/", follow=True).content.decode()
    assert "Nothing to try" in again
    work()

    failed.refresh_from_db()
    assert failed.state == State.LOADED
    assert "Try again" not in browser.get("/staff/uploads/").content.decode()


def test_only_people_with_the_permission_can_try_an_upload_again(
    as_user, failed, manager, contact, staff
):
    neighbor = make.contact_of(make.organization(by=staff))
    url = f"{UPLOADS}{failed.pk}/try-again/"

    assert as_user(neighbor).post(url).status_code in (403, 404)
    assert as_user(manager).post(url).status_code == 403
    assert as_user(contact).post(f"/staff/uploads/{failed.pk}/retry/").status_code == 403
    assert not jobs().exists()


def test_without_its_bytes_a_failed_file_has_to_be_uploaded_again(as_user, contact, staff, failed):
    # Given a person in the file that another file has loaded, and who is removed
    person = make.people(1)[0]
    make.loaded(failed.organization, person)
    loaded = Recipient.objects.get(email=person[2])
    searching.search(erasing.person_of(loaded))
    erasing.erase(recipient=loaded, by=staff)

    # Then the bytes are gone with her, and the page does not offer what is not possible
    assert not Content.objects.filter(upload=failed).exists()
    browser = as_user(contact)
    page = browser.get(f"{UPLOADS}{failed.pk}/").content.decode()
    assert "We no longer keep the file: upload it again." in page
    assert "Try again" not in page
    browser.post(f"{UPLOADS}{failed.pk}/try-again/")
    assert not jobs().exists()


def test_the_database_holds_what_failed_means(failed):
    for wrong in ({"state": "lost"}, {"loaded": 1}, {"finished_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Upload.objects.filter(pk=failed.pk).update(**wrong)
