"""Run each job with its request's tracing number, and log one line about it."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from procrastinate import JobContext
from procrastinate.exceptions import JobAborted

from cvms import tracing

logger = logging.getLogger(__name__)


async def logged(call_next: Callable[[], Awaitable[Any]], context: JobContext, _worker: Any) -> Any:
    """Run a job under the number of the request that queued it, and log its outcome.

    A periodic task, or one that is queued more often than needed, returns how much it did: if that
    is 0, the line is logged at level DEBUG.
    """
    job = context.job
    token = tracing.number.set(str(job.task_kwargs.pop(tracing.ARGUMENT, "")))
    started, outcome, level = time.monotonic(), "done", logging.INFO
    try:
        result = await call_next()
        if result == 0:
            level = logging.DEBUG
        return result
    except JobAborted:
        outcome = "stopped"
        raise
    except BaseException as error:
        outcome = f"failed with {type(error).__name__}"
        raise
    finally:
        seconds = time.monotonic() - started
        line = "job %s %s %s after %.2f s"
        logger.log(level, line, job.id, job.task_name, outcome, seconds)
        tracing.number.reset(token)
