"""A request has one number: in its answer, on its error page, in the log, in its jobs."""

import asyncio
import json
import logging
import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from procrastinate.jobs import Job

from cvms import tracing
from cvms.config.logs import JsonFormatter, SafeFormatter
from cvms.jobs.running import logged
from tests import make

MADE = re.compile(r"[0-9a-f]{16}")


def number_of(answer):
    return answer.headers["X-Request-ID"]


@pytest.mark.django_db
def test_a_proxys_request_number_is_kept_and_anything_else_is_replaced():
    given = Client().get("/healthz", headers={"x-request-id": "8f3a-proxy.01_x"})
    assert number_of(given) == "8f3a-proxy.01_x"

    for strange in ("", "short", "a" * 65, "<script>alert(1)</script>", "one two three"):
        made = Client().get("/healthz", headers={"x-request-id": strange})
        assert MADE.fullmatch(number_of(made)), strange


@pytest.mark.django_db
def test_an_error_page_and_the_log_have_the_request_number(monkeypatch):
    visitor = Client(raise_request_exception=False)
    answer = visitor.get("/nowhere/", headers={"x-request-id": "from-the-proxy"})
    assert "The number of this request is from-the-proxy." in answer.content.decode()

    def broken(*_args, **_more):
        raise ValueError("a fault of ours")

    monkeypatch.setattr("cvms.accounts.views.front_page.render", broken)
    written = []
    handler = logging.Handler()
    handler.setFormatter(SafeFormatter("[%(number)s] %(message)s"))
    handler.emit = lambda record: written.append(handler.format(record))
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    answer = visitor.get("/", headers={"x-request-id": "from-the-proxy"})

    assert answer.status_code == 500
    assert "from-the-proxy" in answer.content.decode()
    assert written[-1].startswith("[from-the-proxy] Internal Server Error")


@pytest.mark.django_db
def test_the_jobs_of_a_request_log_its_number(as_user):
    answer = as_user(make.user("state_staff")).post("/staff/statistics/recount/")

    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> '_request' FROM procrastinate_jobs ORDER BY id DESC")
        assert cursor.fetchone() == (number_of(answer),)


async def _run(end, result=None):
    job = Job(
        id=7, queue="mail", lock=None, queueing_lock=None, task_name="mail.deliver",
        task_kwargs={"batch": 1, "_request": "from-the-page"},
    )  # fmt: skip
    seen = {}

    async def run():
        seen["number"], seen["given"] = tracing.number.get(), dict(job.task_kwargs)
        if end:
            raise end
        return result

    try:
        await logged(run, SimpleNamespace(job=job), None)
    except ValueError:
        assert end
    return seen


@pytest.mark.parametrize("end", [None, ValueError("Ada Roe")])
def test_a_job_is_one_line_of_the_log_and_its_task_gets_only_its_own_arguments(end, caplog):
    caplog.set_level("INFO", logger="cvms.jobs")
    seen = asyncio.run(_run(end))

    assert seen == {"number": "from-the-page", "given": {"batch": 1}}
    [line] = caplog.messages
    ended = "failed with ValueError" if end else "done"
    assert re.fullmatch(rf"job 7 mail\.deliver {ended} after \d+\.\d\d s", line)


@pytest.mark.parametrize(("result", "level"), [(0, "DEBUG"), (3, "INFO"), (None, "INFO")])
def test_a_job_that_had_nothing_to_do_is_logged_at_debug_level_only(result, level, caplog):
    caplog.set_level("DEBUG", logger="cvms.jobs")
    asyncio.run(_run(None, result))

    [record] = caplog.records
    assert record.levelname == level


def test_the_json_log_has_the_request_number_by_name():
    token = tracing.number.set("from-the-page")
    try:
        line = JsonFormatter("%(message)s").format(logging.makeLogRecord({"msg": "Something"}))
    finally:
        tracing.number.reset(token)

    assert json.loads(line)["request"] == "from-the-page"
