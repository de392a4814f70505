"""The messages that one run of a mailer has claimed in the database."""

import logging
import time
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)

from .clock import boottime
from .marking import Ended, hold_back, mark
from .models import Message, Pause
from .writing import Ready

logger = logging.getLogger(__name__)

_AGAIN_SECONDS = 1.0  # between attempts to store results while the database is down


class Claim:
    """Claim messages, renew their lease, and store the results of those still claimed."""

    def __init__(self) -> None:
        self._id = uuid.uuid4()
        self._lease = timedelta(seconds=settings.MAIL_LEASE_SECONDS)

    def take(self, priorities: Sequence[int]) -> list[Message]:
        """Claim a batch of due messages, in order of these priorities."""
        claimed: list[Message] = []
        with transaction.atomic():
            for priority in priorities:
                if wanted := settings.MAIL_BATCH - len(claimed):
                    claimed += Message.objects.claim(wanted, priority, self._id, self._lease)
        return claimed

    def renew(self, some: Iterable[Ready]) -> set[int]:
        """Extend the lease of these; return the primary keys of those that are still claimed."""
        return Message.objects.renew(_numbers(some), self._id, self._lease)

    def put_back(self, some: Iterable[Ready], wait: float = 0.0, **what: object) -> None:
        """Requeue these, due in `wait` seconds, with the fields in `what` changed."""
        mine = Message.objects.held(_numbers(some), self._id)
        mine.put_back(wait=timedelta(seconds=wait), **what)

    def hold_back(self, some: Collection[Ready], pauses: dict[str, Pause]) -> None:
        """Requeue these, to wait for the end of their destinations' pauses."""
        for destination in {one.destination for one in some}:
            numbers = _numbers(one for one in some if one.destination == destination)
            hold_back(Message.objects.held(numbers, self._id), pauses, destination)

    def mark(self, ended: Iterable[Ended]) -> None:
        """Store the results of messages."""
        mark(ended, self._id)

    def mark_patiently(self, ended: Collection[Ended]) -> None:
        """Store results, and retry while the database is down: what was sent has to be recorded."""
        if ended:
            _patiently(lambda: self.mark(ended), self._lease)


def _numbers(some: Iterable[Ready]) -> list[int]:
    return [one.message.pk for one in some]


def _patiently(act: Callable[[], None], lease: timedelta) -> None:
    until = boottime() + lease.total_seconds()
    while True:
        try:
            return act()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or boottime() > until:
                raise
            logger.warning("what was sent will be recorded", exc_info=True)
            close_old_connections()
            time.sleep(_AGAIN_SECONDS)
