"""What signing in leaves behind is deleted in time, and not before."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from cvms.accounts import tasks
from cvms.accounts.links import mint
from cvms.accounts.models import PasswordLink, Session
from cvms.audit.models import Event
from tests import factors, make

pytestmark = pytest.mark.django_db

ANSWER = "/account/security/authenticate/"


def test_a_session_that_is_over_is_deleted_and_one_that_is_not_stays(staff, manager, as_user):
    for user in (staff, manager):
        as_user(user)
    over = Session.objects.first()
    Session.objects.filter(pk=over.pk).update(expire_date=timezone.now() - timedelta(seconds=1))

    tasks.purge_expired(timestamp=0)

    assert Session.objects.count() == 1
    assert not Session.objects.filter(pk=over.pk).exists()


def test_an_expired_limit_is_deleted_and_a_current_one_stays():
    _count_tries(2)
    assert _rows() == 2
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET expires = now() - interval '1 s' WHERE cache_key ~ '-0$'")

    tasks.purge_expired(timestamp=0)

    assert _rows() == 1
    assert cache.get("allauth:rl:account:login:ip-1") == [1]


def test_many_attempts_by_others_do_not_make_a_used_code_valid_again(staff):
    # Given a code that somebody has signed in with
    factors.give_app(staff)
    code = factors.code()
    assert _is_in(_sign_in(staff, code))

    # When more people try to sign in than Django's own limit of a cache allows for
    _count_tries(400)

    # Then a person who saw the code does not get in by it
    assert not _is_in(_sign_in(staff, code))


def test_a_link_is_deleted_a_year_after_it_expired(staff, client):
    path = mint([staff], PasswordLink.Purpose.RESET)[staff.pk].removeprefix("http://testserver")
    _expired_for(days=364)
    tasks.purge_links(timestamp=0)
    assert "Send me a new link" in client.get(path).content.decode()

    _expired_for(days=366)
    tasks.purge_links(timestamp=0)

    assert not PasswordLink.objects.exists()
    assert client.get(path).status_code == 410
    assert Event.objects.get(action="accounts.links_purged").details == {"links": 1}


def _expired_for(*, days: int) -> None:
    PasswordLink.objects.update(expires_at=timezone.now() - timedelta(days=days))


def _count_tries(addresses: int) -> None:
    for number in range(addresses):
        cache.set(f"allauth:rl:account:login:ip-{number}", [1], timeout=60)


def _rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        return cursor.fetchone()[0]


def _sign_in(user, code) -> Client:
    client = Client()
    client.post("/staff/sign-in/", {"login": user.email, "password": make.PASSWORD})
    client.post(ANSWER, {"code": code})
    return client


def _is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
