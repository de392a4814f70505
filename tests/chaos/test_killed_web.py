"""What the web process has acknowledged is stored, even if the process ends with its answer."""

import http.client
import os
import re
import signal
import uuid

import pytest
from django.urls import reverse

from cvms.recipients.models import Recipient
from cvms.uploads.models import Upload
from tests import make

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]

PAGE = "/organization/bulk-registration/?volume=high"
BOUNDARY = uuid.uuid4().hex
PATIENCE = 60  # seconds for an answer on a busy machine


def _form(fields: dict[str, str], data: bytes) -> bytes:
    """Make the page's form with a file, as a browser posts it."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="staff.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    return "".join([*parts, head]).encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()


def test_an_acknowledged_upload_survives_the_end_of_the_web_process(
    start_server, organization, as_user, work
):
    # Given a point of contact at a web server that is a process of its own
    server = start_server()
    browser = as_user(make.contact_of(organization))
    html = browser.get(PAGE).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]
    cookies = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
    fields = {"csrfmiddlewaretoken": token, "key": str(uuid.uuid4()), "last_modified": ""}
    body = _form(fields, make.csv(*make.people(2000)))

    # When every process of the server is killed as soon as the first line of its answer is there
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    content = f"multipart/form-data; boundary={BOUNDARY}"
    line.request(
        "POST",
        reverse("uploads:receive_high"),
        body,
        {"Host": "localhost", "Cookie": cookies, "Content-Type": content},
    )
    answer = line.getresponse()
    os.killpg(server.process.pid, signal.SIGKILL)
    line.close()

    # Then the file is there, on its way, and a worker loads everybody
    assert answer.status == 302, answer.status
    upload = Upload.objects.get()
    assert upload.state == Upload.State.SUBMITTED
    work()
    assert Recipient.objects.filter(upload=upload).count() == 2000
