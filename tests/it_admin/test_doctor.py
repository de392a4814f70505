"""`cvms doctor` finds what is wrong, and says what to do about it."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from cvms.it_admin.doctor import examine

pytestmark = pytest.mark.django_db


def wrong():
    """The names of what is not well."""
    return {finding.name for finding in examine() if not finding.well}


@pytest.fixture
def sound(settings, mailbox, tmp_path):
    """A sound installation, except for the role: the tests own their tables."""
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://cvms.example", ["cvms.example"]
    settings.HTTPS = settings.TRUST_PROXY = True
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")


def test_a_sound_installation_has_no_faults(sound):
    assert wrong() == {"role"}


def test_doctor_finds_each_fault(sound, settings):
    settings.EMAIL_PORT = 1
    settings.BASE_URL, settings.HTTPS = "http://elsewhere.example", False
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'staff'")
        cursor.execute("ALTER TABLE cache RENAME TO elsewhere")

    assert wrong() >= {
        "role", "mail server", "host", "HTTPS", "static files", "workers", "migrations",
        "cache table",
    }  # fmt: skip


def test_doctor_reports_by_exit_status_and_as_json(sound):
    told = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("doctor", json=True, stdout=told)

    assert ended.value.code == 1
    answer = json.loads(told.getvalue())
    assert not answer["well"]
    [role] = [one for one in answer["findings"] if one["name"] == "role"]
    assert "cvms grants ROLE" in role["advice"]
