"""The tests' settings with the peer that mail is compared with."""

from tests.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "post_office"]  # noqa: F405
POST_OFFICE = {"BATCH_SIZE": 100, "LOG_LEVEL": 0}  # it logs nothing: the quickest that it is
