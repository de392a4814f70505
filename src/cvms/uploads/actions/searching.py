"""Search the stored files for a person who is being removed, before anything is erased.

A search can take long, so a worker runs it in a process with limits, without holding a lock, and
stores each file that was searched: another worker can continue from there, and a page can show
the progress.
"""

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from types import TracebackType
from typing import IO, Self, cast

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from cvms import intake
from cvms.recipients.actions.erasing import Person
from cvms.recipients.models import Recipient

from ..models import Content, FileSearch, Upload

_SEARCH_FILES = [sys.executable, "-m", "cvms.uploads.search_files"]
_SECONDS = 30  # elapsed time for one file

USELESS = Q(upload__state=Upload.State.REFUSED) & ~Q(
    upload__problem_code=intake.ProblemCode.TOO_MANY_RECORDS
)  # refused files that nobody can load any more


class NotSearched(Exception):
    """Files have arrived that were not searched for this person yet."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the files to be searched for a person were searched."""

    searched: int
    files: int


def kept() -> QuerySet[Content]:
    """Return the stored files to search: not those about to be loaded, which came later."""
    return Content.objects.exclude(upload__state__in=Upload.UNDER_WAY).exclude(USELESS)


def unsearched(recipient: int) -> QuerySet[Content]:
    """Return the stored files that were not searched for this recipient yet."""
    done = FileSearch.objects.filter(recipient=recipient, content=OuterRef("pk"))
    return kept().filter(~Exists(done))


def progress(recipient: int) -> Progress:
    """Return how far the search for this recipient is."""
    files = kept().count()
    return Progress(files - unsearched(recipient).count(), files)


def search(person: Person) -> None:
    """Search each file that was not searched yet, and store whether it names the person."""
    if not person.addresses:
        return
    with _SearchProcess(person.addresses) as process:
        for pk in unsearched(person.recipient).order_by("pk").values_list("pk", flat=True):
            content = Content.objects.filter(pk=pk).first()
            if content:
                data = bytes(content.data)
                _write_down(pk, data, person.recipient, mentions=process.mentions(data))


@transaction.atomic
def _write_down(pk: int, data: bytes, recipient: int, *, mentions: bool) -> None:
    """Store a result, unless the person or the file's bytes were deleted or changed meanwhile."""
    if Recipient.objects.locked().filter(pk=recipient).first() is None:
        return
    content = Content.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if content and bytes(content.data) == data:
        FileSearch.objects.get_or_create(
            content=content, recipient_id=recipient, defaults={"mentions": mentions}
        )


class _SearchProcess:
    """A subprocess with limits; started on first use, and again after a file has killed it."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._words = words
        self._process: subprocess.Popen[bytes] | None = None

    def mentions(self, data: bytes) -> bool:
        """Return whether a file contains one of the words; True if it killed the process."""
        process = self._process = self._process or self._start()
        timer = Timer(_SECONDS, process.kill)
        timer.start()
        try:
            answer = self._ask(process, data)
        finally:
            timer.cancel()
        if answer not in (b"0\n", b"1\n"):
            self._stop()
            return True
        return answer == b"1\n"

    def _ask(self, process: "subprocess.Popen[bytes]", data: bytes) -> bytes:
        stdin, stdout = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        header = json.dumps({"size": len(data), "words": self._words})
        with suppress(BrokenPipeError):
            stdin.write(header.encode() + b"\n" + data)
            stdin.flush()
        return stdout.readline()

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 -- our own module, with no argument from outside
            _SEARCH_FILES,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _stop(self) -> None:
        if self._process:
            self._process.kill()
            with suppress(BrokenPipeError):
                self._process.communicate()
            self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stop()
