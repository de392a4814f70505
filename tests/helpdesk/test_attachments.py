"""Pictures and PDF files that come with a request."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from cvms.helpdesk.actions import attachments, removals, requests
from cvms.helpdesk.actions.attachments import attach, purge_old_files
from cvms.helpdesk.actions.carrying_out import carry_out
from cvms.helpdesk.actions.purging import purge_old
from cvms.helpdesk.files import File, Kind, kind_of, name_for
from cvms.helpdesk.models import Attachment, AttachmentContent, Entry, HelpRequest
from cvms.helpdesk.tasks import purge
from cvms.recipients.models import Recipient
from tests import make
from tests.helpdesk.everything import places_of
from tests.helpdesk.requests import ask
from tests.helpdesk.test_asking import FORM

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PDF = b"%PDF-1.7 not much of one"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40


def sent(name, data, media_type="application/octet-stream"):
    return SimpleUploadedFile(name, data, media_type)


def submit(client, *files, **changes):
    return client.post("/help-desk/ask/recipient/", FORM | {"attached": files} | changes)


def links_in(response):
    return re.findall(r'href="([^"]+/files/\d+/)"', response.content.decode())


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, Kind.PNG),
        (PDF, Kind.PDF),
        (JPEG, Kind.JPEG),
        (b"GIF89a..", Kind.GIF),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Kind.WEBP),
        (b"\0\0\0\x18ftypheic\0\0", Kind.HEIC),
        (b"<svg onload=alert(1)>", None),
        (b"<html>%PDF-1.7", None),
        (b"MZ\x90", None),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_bytes_say(data, kind):
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("photo.PNG", "photo.png"),
        ("letter.pdf.exe", "letter.pdf.png"),
        ("..\\..\\etc/passwd", "passwd.png"),
        ('a"; filename="x.html', "a__ filename=_x.png".replace("=", "_")),
        ("José\r\nX-Evil: 1.png", "José__X-Evil_ 1.png"),
        ("....", "file.png"),
        ("x" * 300 + ".png", "x" * 80 + ".png"),
    ],
)
def test_a_stored_file_name_is_safe_for_a_file_system(typed, name):
    assert name_for(typed, Kind.PNG) == name


def test_several_files_are_sent_and_saved_by_an_agent_and_the_requester(client, as_user, agent):
    # Given a request with a picture that calls itself a web page, and a PDF
    page = client.get(submit(client, sent("pass.html", PNG, "text/html"), sent("id.pdf", PDF)).url)
    request = HelpRequest.objects.get()
    own = links_in(page)
    assert len(own) == 2

    # When the agent saves them, and the row of the first is the last that the database wrote
    Attachment.objects.filter(name="pass.png").update(created_at=timezone.now())
    browser = as_user(agent)
    links = links_in(browser.get(f"/staff/help-desk/{request.number}/"))
    picture, document = (browser.get(link) for link in links)

    # Then they are what their bytes are, to be saved and never shown
    assert (picture.content, document.content) == (PNG, PDF)
    assert picture["Content-Type"] == "image/png"
    assert picture["Content-Disposition"] == 'attachment; filename="pass.png"'
    for answer in (picture, client.get(own[1])):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Content-Disposition"].startswith("attachment")
        assert "no-store" in answer["Cache-Control"]

    # And the trail says that the agent read them, without a name
    read = Event.objects.filter(action="helpdesk.file_read")
    assert {event.who for event in read} == {agent.pk}
    assert "pass" not in str(list(read.values()))


def test_only_those_who_may_see_the_request_get_its_files(client, as_user, staff, agent):
    # Given two people's requests, each with a file
    links = links_in(client.get(submit(client, sent("a.png", PNG)).url))
    other = submit(client, sent("b.png", PNG), email="other@people.example")
    theirs = links_in(client.get(other.url))
    mine = Attachment.objects.order_by("pk").first()
    secret = theirs[0].split("/files/")[0]

    # Then another's link, a wrong one, another request's number and other roles get nothing
    assert client.get(f"{secret}/files/{mine.pk}/").status_code == 404
    assert client.get(f"/help-desk/requests/wrong/files/{mine.pk}/").status_code == 404
    browser = as_user(agent)
    numbers = {request.email: request.number for request in HelpRequest.objects.all()}
    url = f"/staff/help-desk/{numbers['other@people.example']}/files/{mine.pk}/"
    assert browser.get(url).status_code == 404
    url = f"/staff/help-desk/{numbers[FORM['email']]}/files/{mine.pk}/"
    assert browser.get(url).status_code == 200
    for role in (Role.STATE_STAFF, Role.AUDITOR, Role.RECIPIENT, Role.POINT_OF_CONTACT):
        assert as_user(make.user(role)).get(url).status_code == 403
    assert Client().get(url).status_code == 302
    assert client.get(links[0]).status_code == 200


def test_only_agents_get_the_file_of_a_note(client, agent):
    page = submit(client)
    request = HelpRequest.objects.get()
    note = request.entries.create(kind=Entry.Kind.NOTE, author=agent, text="see the scan")
    attach(entry=note, files=[File("scan.png", Kind.PNG, PNG)])

    url = f"{page.url}files/{Attachment.objects.get().pk}/"

    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([sent("evil.png", b"<script>")], "evil.png is not a picture or a PDF."),
        ([sent("empty.pdf", b"")], "empty.pdf is not a picture or a PDF."),
        ([sent(f"{n}.png", PNG) for n in range(6)], "Choose at most 5 files."),
        ([sent("big.png", PNG + b"0" * 2000)], "big.png is larger than"),
        ([sent(f"{n}.png", PNG + b"0" * 800) for n in range(3)], "too large together"),
    ],
)
def test_a_refused_file_says_why_and_what_was_typed_is_kept(client, settings, files, words):
    settings.UPLOAD_BYTES = 1000
    page = submit(client, *files, message="My own words").content.decode()

    assert words in page
    assert "My own words</textarea>" in page
    assert 'value="Walter Pruitt"' in page
    assert "Choose your files again" in page
    assert not HelpRequest.objects.exists()


def test_more_files_can_be_sent_with_a_later_message(client, as_user, agent):
    page = submit(client)
    client.post(page.url, {"message": "Here it is", "attached": [sent("a.jpg", JPEG)]})

    assert Attachment.objects.get().entry.text == "Here it is"
    assert len(links_in(client.get(page.url))) == 1


def test_a_files_bytes_are_deleted_after_the_uploads_days_and_its_name_stays(client, settings):
    page = submit(client, sent("old.png", PNG))
    submit(client, sent("new.png", PNG), email="new@people.example")
    old = Attachment.objects.filter(name="old.png")
    old.update(created_at=timezone.now() - timedelta(days=settings.KEEP_UPLOADS_DAYS + 1))

    assert (purge_old_files(), purge_old_files()) == (1, 0)

    assert AttachmentContent.objects.get().attachment.name == "new.png"
    shown = client.get(page.url)
    assert "old.png (no longer kept)" in " ".join(shown.content.decode().split())
    assert links_in(shown) == []
    assert client.get(f"{page.url}files/{old.get().pk}/").status_code == 404


def test_all_old_files_are_deleted_in_one_night(client, settings, monkeypatch):
    monkeypatch.setattr(attachments, "AT_ONCE", 1)
    settings.KEEP_UPLOADS_DAYS = 0
    submit(client, sent("one.png", PNG), sent("two.png", PNG), sent("three.pdf", PDF))

    purge(timestamp=0)

    assert Attachment.objects.filter(purged_at__isnull=False).count() == 3
    assert not AttachmentContent.objects.exists()


def test_files_are_deleted_with_their_request(client, agent, settings):
    submit(client, sent("a.png", PNG))
    request = HelpRequest.objects.get()
    requests.move(request=request, state="closed", by=agent)
    settings.KEEP_REQUESTS_DAYS = 0

    purge_old()

    assert not Attachment.objects.exists()
    assert not AttachmentContent.objects.exists()


def test_no_file_of_a_removed_person_is_left(organization, contact, agent, colleague):
    # Given files sent by Zoë, about Zoë, and by her employer under her name
    make.loaded(organization, ("Zoë", "Quimby", "zoe@people.example"), *make.people(1))
    person = Recipient.objects.get(email="zoe@people.example")
    data = PDF + b" Quimby"
    file = File("scan.pdf", Kind.PDF, data)
    ask(name="Zoë Quimby", email="zoe@people.example", files=[file])
    about = ask(topic="removal", person_email="zoe@people.example", files=[file])
    of_employer = {"by": contact, "organization": organization, "email": contact.email}
    ask(message="See Zoë Quimby's letter", files=[file], **of_employer)
    ask(message="See this", files=[File("Zoë Quimby.pdf", Kind.PDF, data)], **of_employer)
    ask(message="Another matter", files=[File("map.png", Kind.PNG, PNG)], **of_employer)
    assert "helpdesk_attachmentcontent.data" in places_of("Quimby")

    # When two agents remove her
    removal = removals.propose(request=about, recipient=person.pk, by=agent)
    removals.confirm(removal=removal, by=colleague)
    carry_out(pk=removal.pk)

    # Then none of them is left, and what others sent about other matters is
    assert places_of("Quimby") == set()
    assert [file.name for file in Attachment.objects.all()] == ["map.png"]
