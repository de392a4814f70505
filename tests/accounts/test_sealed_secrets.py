"""The secrets of second factors are sealed in the database, and keys can be replaced."""

import os
import subprocess
import sys
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from cvms.accounts.sealing import Seal, Unreadable
from cvms.audit.models import Event
from tests import factors, make
from tests.helpdesk.everything import places_of

pytestmark = pytest.mark.django_db

SECURITY = "/account/security/"


def _sign_in(user, code) -> Client:
    client = Client()
    client.post("/staff/sign-in/", {"login": user.email, "password": make.PASSWORD})
    client.answer = client.post(f"{SECURITY}authenticate/", {"code": code})
    return client


def _is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def _seed_of(user) -> str:
    codes = Authenticator.objects.get(user=user, type="recovery_codes")
    return Seal("accounts.second_factors").open(codes.data["seed"])


def test_no_secret_is_readable_anywhere_in_the_database(staff):
    # Given an app that was set up on the page, with its recovery codes
    client = Client()
    client.post("/staff/sign-in/", {"login": staff.email, "password": make.PASSWORD})
    client.get(f"{SECURITY}totp/activate/")
    secret = client.session["mfa.totp.secret"]
    client.post(f"{SECURITY}totp/activate/", {"code": factors.code(secret)})
    assert Authenticator.objects.filter(user=staff).count() == 2

    # Then neither secret is in any column of any table, nor in a session
    assert places_of(secret, _seed_of(staff)) == set()


def test_a_code_of_the_app_and_a_recovery_code_sign_in(staff):
    factors.give_app(staff)
    codes = Authenticator.objects.get(user=staff, type="recovery_codes").wrap().get_unused_codes()

    assert _is_in(_sign_in(staff, factors.code()))
    assert _is_in(_sign_in(staff, codes[3]))


def test_a_secret_encrypted_with_a_former_key_works_and_is_encrypted_again(staff, settings):
    # Given a secret that was sealed before the key was replaced
    factors.give_app(staff)
    settings.SEALING_KEYS = ["a new key", settings.SECRET_KEY]
    assert _is_in(_sign_in(staff, factors.code()))

    # When all are sealed anew, and the former key is gone
    call_command("reseal_second_factors")
    settings.SEALING_KEYS = ["a new key"]

    # Then the app and the codes are still good
    cache.clear()
    assert _is_in(_sign_in(staff, factors.code()))
    assert len(_seed_of(staff)) == 80
    event = Event.objects.get(action="accounts.second_factors_resealed")
    assert event.details == {"renewed": 2, "unreadable": 0}


def test_without_the_key_no_code_signs_in_and_the_page_says_what_to_do(staff, settings):
    factors.give_app(staff)
    settings.SEALING_KEYS = ["another key"]

    client = _sign_in(staff, factors.code())

    assert not _is_in(client)
    assert "call the help desk" in client.answer.content.decode()


def test_a_secret_that_no_key_decrypts_is_removed_on_demand_and_its_owner_told(
    staff, settings, mailbox, work, capsys
):
    # Given a lost key
    factors.give_app(staff)
    settings.SEALING_KEYS = ["another key"]
    call_command("reseal_second_factors")
    assert Authenticator.objects.filter(user=staff).count() == 2

    # When state IT removes what cannot be read
    call_command("reseal_second_factors", "--remove-unreadable")
    work()

    # Then the password signs in, for a new second factor to be set up
    assert not Authenticator.objects.filter(user=staff).exists()
    assert "2 unreadable, removed" in capsys.readouterr().out
    assert [m["subject"] for _, m in mailbox.messages] == [
        "The second step was removed from your account"
    ]


def test_the_migration_encrypts_plain_secrets_and_can_be_reversed(staff):
    # Given a row as an earlier release wrote it
    migration = import_module("cvms.accounts.migrations.0004_seal_second_factors")
    factor = factors.give_app(staff)
    factor.data = {"secret": factors.SECRET}
    factor.save()
    Authenticator.objects.filter(type="recovery_codes").delete()

    migration.seal(apps, None)

    assert places_of(factors.SECRET) == set()
    assert _is_in(_sign_in(staff, factors.code()))

    migration.open_again(apps, None)
    factor.refresh_from_db()
    assert factor.data == {"secret": factors.SECRET}


def test_plain_text_in_the_table_is_not_accepted_as_a_secret(staff):
    factor = factors.give_app(staff)
    Authenticator.objects.filter(pk=factor.pk).update(data={"secret": factors.SECRET})

    assert not _is_in(_sign_in(staff, factors.code()))


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        ({}, ["now"]),
        ({"SECRET_KEY_FALLBACKS": "before,long ago"}, ["now", "before", "long ago"]),
        ({"SECRET_KEY_FALLBACKS": "before", "CVMS_SEALING_KEYS": "own"}, ["own"]),
        ({"CVMS_SEALING_KEYS": ""}, ["now"]),
    ],
)
def test_the_keys_are_secret_key_and_its_fallbacks_unless_others_are_set(given, keys):
    asked = "from cvms.config.settings import SEALING_KEYS; print(SEALING_KEYS)"
    said = subprocess.check_output(
        [sys.executable, "-c", asked],
        env=os.environ | {"SECRET_KEY": "now", "CVMS_DEMONSTRATION": "1"} | given,
        text=True,
    )

    assert said.strip() == str(keys)


def test_a_secret_encrypted_for_one_purpose_cannot_be_decrypted_for_another():
    sealed = Seal("one purpose").seal("a secret")

    assert "a secret" not in sealed
    assert Seal("one purpose").open(sealed) == "a secret"
    with pytest.raises(Unreadable):
        Seal("another").open(sealed)
