"""Procrastinate's command, with workers that survive an outage of the database."""

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
    """`procrastinate worker` waits while the database is down, and continues when it is back.

    Procrastinate's own worker would exit with 0, so that a supervisor would not restart it.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Run a worker until it is told to stop; run any other command unchanged."""
        if options["command"] == "worker":
            _Worker(options, self._django_options).run()
        else:
            super().handle(*args, **options)


def _connector() -> PsycopgConnector:
    """Return a connector that keeps one connection open, and fails soon if it cannot connect."""
    most = settings.WORKER_CONNECTIONS
    return PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=most, timeout=10)


class _Worker:
    """Run one worker after another, each with its own event loop and connections."""

    def __init__(self, options: dict[str, Any], others: set[str]) -> None:
        own = {name: value for name, value in options.items() if name not in others}
        self._options = {n: v for n, v in own.items() if n not in {"command", "func", "app"}}
        self._stopping = False

    def run(self) -> None:
        while not self._stopping:
            for number in SIGNALS:  # the last event loop has reset them
                signal.signal(number, lambda *_: sys.exit())
            wait_for_database()
            self._work()

    def _work(self) -> None:
        try:
            asyncio.run(self._one_worker())
        except asyncio.CancelledError:
            return  # by a signal, or by a job whose result could not be stored
        except Exception as error:  # after an outage, `run` waits
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
        """Restart the worker after a job ended whose result could not be stored.

        The job would seem to be running for as long as this worker lives.
        """
        logger.warning("The worker begins anew: %s", context.get("message"))
        if whole:
            whole.cancel()
