"""The tests' settings with django-post-office, with which mail is compared."""

from tests.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "post_office"]  # noqa: F405
POST_OFFICE = {"BATCH_SIZE": 100, "LOG_LEVEL": 0}  # without logs, which is its fastest setting
