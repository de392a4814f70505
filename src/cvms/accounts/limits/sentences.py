"""Sentences about limits."""

import math
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def wait_words(wait: timedelta, why: str = "") -> str:
    """Return why nothing was done and how long to wait, in whole minutes or hours."""
    if why:
        return _("%(why)s %(wait)s Then try again.") % {"why": why, "wait": _wait(wait)}
    return _("This was tried too many times. %(wait)s Then try again.") % {"wait": _wait(wait)}


def _wait(wait: timedelta) -> str:
    minutes = math.ceil(wait.total_seconds() / 60)
    if minutes <= 90:
        return ngettext("Wait %(count)d minute.", "Wait %(count)d minutes.", minutes) % {
            "count": minutes
        }
    hours = math.ceil(minutes / 60)
    return ngettext("Wait %(count)d hour.", "Wait %(count)d hours.", hours) % {"count": hours}


def seconds(wait: timedelta) -> str:
    """Return whole seconds for Retry-After (RFC 9110 section 10.2.3)."""
    return str(math.ceil(wait.total_seconds()))
