"""Around each job: its request's number, and one line of the log that says how it went."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from procrastinate import JobContext
from procrastinate.exceptions import JobAborted

from cvms import tracing

logger = logging.getLogger(__name__)


async def told(call_next: Callable[[], Awaitable[Any]], context: JobContext, _worker: Any) -> Any:
    """Run a job under the number of the request that queued it; write its line."""
    job = context.job
    token = tracing.number.set(str(job.task_kwargs.pop(tracing.ARGUMENT, "")))
    started, outcome = time.monotonic(), "done"
    try:
        return await call_next()
    except JobAborted:
        outcome = "stopped"
        raise
    except BaseException as error:
        outcome = f"failed with {type(error).__name__}"
        raise
    finally:
        seconds = time.monotonic() - started
        logger.info("job %s %s %s after %.2f s", job.id, job.task_name, outcome, seconds)
        tracing.number.reset(token)
