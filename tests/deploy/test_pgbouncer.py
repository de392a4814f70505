"""Web processes behind a real pgbouncer in transaction mode, with two connections for all."""

import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from cvms.local import ports
from cvms.uploads.models import Upload
from tests import make
from tests.chaos.waiting import until

from .browser import Browser

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("pgbouncer"), reason="needs pgbouncer"),
]
SETTINGS = """
[databases]
cvms = {where} dbname={name} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = any
pool_mode = transaction
default_pool_size = 2
unix_socket_dir =
"""


@pytest.fixture
def pool(open_folder, transactional_db):
    """Yield the URL of the tests' database through pgbouncer."""
    held = ports.hold(18700)
    held.release()
    settings = connection.settings_dict
    host = settings.get("HOST") or settings["OPTIONS"].get("host", "")
    where = f"host={host}" + (f" port={settings['PORT']}" if settings.get("PORT") else "")
    file = open_folder / "pgbouncer.ini"
    user = settings.get("USER") or "postgres"
    file.write_text(SETTINGS.format(where=where, name=settings["NAME"], user=user, port=held.port))
    as_user = [] if os.geteuid() else ["-u", "embedded_postgres"]
    process = subprocess.Popen(["pgbouncer", "-q", *as_user, str(file)])
    until(lambda: ports.answers(held.port))
    yield f"postgresql://{user}@127.0.0.1:{held.port}/cvms"
    process.terminate()
    process.wait()


def test_people_sign_in_and_open_their_lists_through_pgbouncer(pool, start_server, organization):
    contact = make.contact_of(organization)
    upload = make.loaded(organization, *make.people(80))
    server = start_server(DATABASE_URL=pool, CVMS_DATABASE_POOLED="1", ALLOWED_HOSTS="127.0.0.1")

    def visit(_number):
        browser = Browser(server.port)
        browser.sign_in("organization", contact.email, make.PASSWORD)
        return [browser.get("/organization/bulk-registration/") for _ in range(5)]

    with ThreadPoolExecutor(6) as threads:
        pages = [page for seen in threads.map(visit, range(6)) for page in seen]

    assert len(pages) == 30
    for page in pages:
        assert "Total number of records:" in page
        assert re.search(r"Total number of records:\s*(<\w+>)?80\b", page), page
    assert Upload.objects.get(pk=upload.pk).loaded == 80
