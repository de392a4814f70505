"""Decide whether mail is held because this database seems to be a copy.

A copy that was restored for a drill would send letters a second time, to real people. So the
database stores which one it is (`Home`), and a mailer compares before it claims anything. A
different cluster or database means a copy. The same one with a new timeline, more than an hour
after the last mailer ran, means a restored backup. A standby that takes over within the hour is
neither.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now

from .models import Home

logger = logging.getLogger(__name__)

FAILOVER = timedelta(hours=1)  # within which a standby takes over


class Why(StrEnum):
    """Why mail is held."""

    SETTING = "setting"
    COPY = "copy"
    RESTORED = "restored"


_WORDS = {
    Why.SETTING: "CVMS_MAIL_HOLD is set",
    Why.COPY: "this database is a copy of another; state IT can release it on the console",
    Why.RESTORED: "this database comes from a backup; state IT can release it on the console",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """Which database this is; `cluster` is "" if our role is not allowed to read it."""

    cluster: str
    database: int
    timeline: int  # 0 on a standby, where nothing is sent


def identity() -> Identity:
    """Query which database this is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT oid::bigint FROM pg_database WHERE datname = current_database()),"
            " CASE WHEN pg_is_in_recovery() THEN 0 ELSE"
            " ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int END,"
            " has_function_privilege('pg_control_system()', 'EXECUTE')"
        )
        database, timeline, may_ask = cursor.fetchone()
        if may_ask:
            cursor.execute("SELECT system_identifier::text FROM pg_control_system()")
        return Identity(cursor.fetchone()[0] if may_ask else "", database, timeline)


def why_held() -> Why | None:
    """Return why no mail may leave now, or None."""
    if settings.MAIL_HOLD:
        return Why.SETTING
    home = Home.objects.first()
    if home is None:  # a new installation
        return None
    here = identity()
    if (home.cluster, home.database) != (here.cluster, here.database):
        return Why.COPY
    if home.timeline != here.timeline and not _was_alive():
        return Why.RESTORED
    return None


def _was_alive() -> bool:
    return Home.objects.filter(seen_at__gt=Now() - FAILOVER).exists()


def is_held() -> bool:
    """Return whether mail is held; log why, once for each reason and process."""
    why = why_held()
    if why:
        _warn(why)
    else:
        _warn.cache_clear()
    return why is not None


@cache
def _warn(why: Why) -> None:
    logger.warning("mail is held: %s", _WORDS[why])
