"""A slow connection is lost at every step: no work is lost, and the page says what happened."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from cvms.eligibility.models import Case
from cvms.recipients.models import Recipient
from cvms.uploads.models import Upload
from tests import make
from tests.registration import answers

from . import walk
from .conftest import PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


SLOW = {  # 400 kbit/s and 400 ms, as Chromium wants it: bytes a second
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}


class Line:
    """A connection between browser and site that can be cut and restored."""

    def __init__(self, site: str) -> None:
        self._to = (urlsplit(site).hostname, urlsplit(site).port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.is_cut = self.loses_answers = False
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://localhost:{self._listening.getsockname()[1]}"

    def cut(self) -> None:
        self.is_cut = True
        self._hang_up_all()

    def lose_answers(self) -> None:
        """Let requests arrive, and cut the connection instead of answering."""
        self.loses_answers = True

    def mend(self) -> None:
        self.is_cut = self.loses_answers = False

    def close(self) -> None:
        _hang_up(self._listening)
        self.cut()

    def _hang_up_all(self) -> None:
        with suppress(IndexError):  # none is left
            while True:
                _hang_up(self._open.pop())

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self._listening.accept()
            except OSError:
                return
            if self.is_cut:
                caller.close()
                continue
            called = socket.create_connection(self._to)
            self._open += [caller, called]
            if self.is_cut:  # meanwhile
                self._hang_up_all()
            for way in ((caller, called, False), (called, caller, True)):
                threading.Thread(target=self._pass_on, args=way, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        try:
            while data := source.recv(65_536):
                if is_answer and self.loses_answers:
                    self.cut()
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            _hang_up(source)
            _hang_up(target)


def _hang_up(end: socket.socket) -> None:
    """Shut down before closing, which alone would not reach a thread that reads or accepts."""
    with suppress(OSError):  # the other side has hung up already
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@pytest.fixture
def line(site: str, settings: object) -> Iterator[Line]:
    line = Line(site)
    settings.CSRF_TRUSTED_ORIGINS = [site, line.address]
    yield line
    line.close()


@pytest.fixture
def page(new_page: Callable[..., Page], line: Line) -> Page:
    page = new_page(PHONE, base_url=line.address)
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    return page


def test_the_wizard_keeps_every_answer_when_the_connection_is_lost_at_every_step(
    page: Page, line: Line, organization: object
) -> None:
    make.loaded(organization, ("Rosa", "Delgado", "rosa@people.example"))
    rosa = Recipient.objects.get()
    rosa.user.set_password(make.PASSWORD)
    rosa.user.save()
    walk.sign_in(page, "portal", rosa.email)
    page.goto("/portal/registration/")
    walk.follow(page, page.get_by_role("button", name="Next"))
    said = page.get_by_role("alert").filter(has_text="there is no connection")

    # When the line is cut on each page after everything is filled in
    for given in answers.GOOD.values():
        page.wait_for_load_state()
        line.cut()
        for name, values in given.items():
            walk.give(page, name, ["NC"] if name == "state" else values)
        expect(said).to_be_visible()
        page.get_by_role("button", name="Next").click()

        # Then Next leads to those words, and goes on once the line is there again
        expect(said).to_be_focused()
        line.mend()
        expect(said).to_be_hidden()
        walk.follow(page, page.get_by_role("button", name="Next"))

    # And every answer has arrived
    walk.follow(page, page.get_by_role("button", name="Submit"))
    expect(page.get_by_role("main")).to_contain_text("You are eligible for a vaccine now.")
    assert Case.objects.get().group == "3"


def test_a_correction_lost_with_the_connection_stays_on_the_page_and_is_saved_later(
    page: Page, line: Line, contact: object, organization: object
) -> None:
    # Given a list with a fault, and a line that is cut while it is mended
    upload = make.loaded(organization, ("", "Doe", "doe@x.example"))
    walk.sign_in(page, "organization", contact.email)
    page.goto(f"{walk.BULK}uploads/{upload.pk}/")
    cell = page.get_by_label("First name, line 1")
    page.wait_for_load_state()
    line.cut()
    cell.fill("Jane")
    cell.press("Tab")

    # Then what was typed stays, and the page says that it is not kept yet
    expect(cell).to_have_value("Jane")
    said = page.get_by_text("Not saved yet").filter(visible=True)
    expect(said).to_be_visible()

    # And once the line is back it is kept without another word
    line.mend()
    expect(said).to_be_hidden()
    page.reload()
    expect(page.get_by_label("First name, line 1")).to_have_value("Jane")


@pytest.mark.parametrize("moment", ["on its way", "before it is acknowledged"])
def test_an_upload_lost_with_the_connection_says_so_and_is_received_once(
    moment: str, page: Page, line: Line, contact: object
) -> None:
    # Given a long list that is being uploaded
    data = make.csv(*make.people(4000))
    walk.sign_in(page, "organization", contact.email)
    page.goto(f"{walk.BULK}?volume=high")
    page.wait_for_load_state()
    if moment == "before it is acknowledged":
        line.lose_answers()
    page.locator("input[type=file]").set_input_files(
        {"name": "staff.csv", "mimeType": "text/csv", "buffer": data}
    )
    expect(page.get_by_role("status").filter(has_text="Uploading…")).to_be_visible()

    # When the line is cut
    if moment == "on its way":
        walk.until(page, "document.querySelector('[data-sending] progress').value > 0.2")
        line.cut()

    # Then the page stays and says so, and trying again needs no file to be chosen
    said = page.get_by_role("alert").filter(has_text="The file did not arrive")
    expect(said).to_be_visible()
    line.mend()
    walk.follow(page, said.get_by_role("button", name="Try again"))
    expect(page.get_by_text("File submitted for processing")).to_be_visible()
    upload = Upload.objects.get()
    assert (upload.size, upload.filename) == (len(data), "staff.csv")
