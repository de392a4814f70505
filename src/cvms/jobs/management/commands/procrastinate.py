"""Procrastinate's own command, whose workers outlive the database."""

import asyncio
import logging
import os
import signal
import sys
from typing import Any

from django.conf import settings
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.management.commands import procrastinate
from procrastinate.contrib.django.utils import connector_params

from cvms.jobs.outages import is_outage, wait_for_database

logger = logging.getLogger(__name__)

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Command(procrastinate.Command):
    """`procrastinate worker` waits for a database that is away, and goes on when it is back.

    Its own worker ends then, and says 0, so that a supervisor leaves it alone.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Run a worker until it is told to stop; any other command as it is."""
        if options["command"] == "worker":
            _Worker(options, self._django_options).run()
        else:
            super().handle(*args, **options)


def _connector() -> PsycopgConnector:
    """The worker keeps one connection at rest, and hears soon that there is none to be had."""
    most = settings.WORKER_CONNECTIONS
    return PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=most, timeout=10)


class _Worker:
    """One worker after another, each with an event loop and connections of its own."""

    def __init__(self, options: dict[str, Any], others: set[str]) -> None:
        own = {name: value for name, value in options.items() if name not in others}
        self._options = {n: v for n, v in own.items() if n not in {"command", "func", "app"}}
        self._stopping = False

    def run(self) -> None:
        while not self._stopping:
            for number in SIGNALS:  # an event loop that ended has set them back
                signal.signal(number, lambda *_: sys.exit())
            wait_for_database()
            self._work()

    def _work(self) -> None:
        try:
            asyncio.run(self._one_worker())
        except asyncio.CancelledError:
            return  # by a signal, or by a job whose end could not be written down
        except Exception as error:  # an outage is waited for
            if not is_outage(error):
                logger.exception("The worker cannot go on")
                sys.exit(os.EX_TEMPFAIL)  # a supervisor starts us again

    async def _one_worker(self) -> None:
        loop, whole = asyncio.get_running_loop(), asyncio.current_task()
        for number in SIGNALS:
            loop.add_signal_handler(number, self._stop, whole)
        loop.set_exception_handler(lambda _loop, context: self._lost(context, whole))
        with app.replace_connector(_connector()):
            async with app.open_async():
                await app.run_worker_async(install_signal_handlers=False, **self._options)

    def _stop(self, whole: "asyncio.Task[None] | None") -> None:
        self._stopping = True
        if whole:
            whole.cancel()

    def _lost(self, context: dict[str, Any], whole: "asyncio.Task[None] | None") -> None:
        """What nobody waited for: a job that ended, and the database was not there to hear it.

        It would seem to be under way for as long as this worker lives, so another one follows.
        """
        logger.warning("The worker begins anew: %s", context.get("message"))
        if whole:
            whole.cancel()
