"""The product's own settings, on a PostgreSQL of the tests' own unless DATABASE_URL names one."""

import os
import sys
from pathlib import Path

from tests import databases
from tests.undefined import Undefined

_ROOT = Path(__file__).resolve().parents[1]
_TEST = {
    "SECRET_KEY": "for tests alone: long enough, and nobody else has it",
    "CVMS_BASE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "CVMS_LOG_LEVEL": "ERROR",
    "CVMS_REQUIRE_MFA": "",  # tests of the second factor say where it is needed
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's own loop runs in the tests' thread
}
for _name, _value in _TEST.items():
    os.environ.setdefault(_name, _value)


def _database() -> str:
    """Held by every process of the run that comes here; the last to end stops it."""
    from cvms.local import postgres  # noqa: PLC0415 -- not needed where there is a DATABASE_URL

    server = postgres.shared(postgres.folder_of(_ROOT / "var" / "test"))
    databases.drop_abandoned(server)
    return server


if "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = _database()

from cvms.config.settings import *  # noqa: E402, F403

DATABASES["default"]["TEST"] = {"NAME": databases.name_of_this_process()}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow by aim
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")  # noqa: F405
ACCOUNT_RATE_LIMITS = False if "pytest" in sys.modules else {}

from cvms.local.catalogues import compile_catalogues  # noqa: E402 -- before anything is read

compile_catalogues()

TEXT_GATEWAY = "json://127.0.0.1:9/{phone}"  # port 9 discards; tests of texts name their own
PHONE_CALLS = True
