"""A file's way from its arrival to its report, against the real database."""

from datetime import UTC, datetime

import pytest

from cvms.audit.models import Event
from cvms.mail.models import Message
from cvms.recipients.models import Recipient
from cvms.uploads import grid
from cvms.uploads.actions import loading
from cvms.uploads.letters import error_file
from cvms.uploads.models import Upload
from tests import make

pytestmark = pytest.mark.django_db


def test_good_rows_load_and_bad_rows_come_back(organization):
    # Given a list in which one record of three has no email
    people = [("Jane", "Doe", "jane@x.example"), ("Jan", "Day", ""), ("Jo", "Dee", "jo@x.example")]

    # When it is loaded
    upload = make.loaded(organization, *people)

    # Then the two good ones are recipients and the third is told why it is not
    assert (upload.state, upload.loaded, upload.rejected) == (Upload.State.LOADED, 2, 1)
    assert set(Recipient.objects.values_list("email", flat=True)) == {
        "jane@x.example",
        "jo@x.example",
    }
    assert error_file(upload).decode("utf-8-sig").split("\r\n")[1:2] == [
        "Jan,Day,,Line 2: Email Address is blank"
    ]


def test_each_loaded_person_is_invited_once_and_the_contact_gets_one_report(organization):
    upload = make.loaded(organization, *make.people(3))

    invitations = Message.objects.filter(kind="recipient_invitation", batch=upload.pk)
    assert invitations.count() == 3
    assert Message.objects.filter(kind="upload_report", about=upload.pk).count() == 1


def test_loading_again_after_a_crash_changes_nothing(organization):
    upload = make.loaded(organization, *make.people(3))

    loading.load(pk=upload.pk)

    assert Recipient.objects.count() == 3
    assert Message.objects.filter(kind="upload_report").count() == 1
    assert Event.objects.filter(action="uploads.loaded").count() == 1


def test_the_same_file_twice_makes_no_second_record(organization):
    make.loaded(organization, *make.people(3))

    again = make.loaded(organization, *make.people(3))

    assert (again.loaded, again.rejected) == (0, 3)
    assert Recipient.objects.count() == 3
    assert [r.errors for r in again.rejections.all()] == [["email-duplicate"]] * 3


def test_another_organizations_person_is_only_called_a_duplicate(staff, organization):
    other = make.organization(by=staff)
    make.loaded(other, ("Jane", "Doe", "Jane@X.example"))

    upload = make.loaded(organization, ("Jane", "Doe", "jane@x.example"))

    [rejection] = upload.rejections.all()
    assert rejection.errors == ["email-duplicate"]
    assert rejection.known_since is None


def test_an_earlier_record_of_the_organization_is_shown_with_its_date(organization):
    make.loaded(organization, ("Jane", "Doe", "jane@x.example"))

    upload = make.loaded(organization, ("Jane", "Doe", "JANE@x.example"))

    rejection = upload.rejections.get()
    assert rejection.known_since is not None

    # The day is the state's own: an evening in Raleigh is the next day in UTC already
    rejection.known_since = datetime(2021, 3, 5, 2, 30, tzinfo=UTC)
    [row] = grid.of_rejections([rejection])
    assert row.note.startswith("Your organization loaded this address on 3/4/2021.")
