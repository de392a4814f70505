"""The audit trail says who created an account, for accounts older than that record."""

from importlib import import_module

import pytest
from django.apps import apps

from cvms.accounts.actions import access
from cvms.accounts.models import Making
from cvms.accounts.permissions import Role
from cvms.audit.actions import record
from tests import make

pytestmark = pytest.mark.django_db
migration = import_module("cvms.accounts.migrations.0009_making")


def test_the_audit_trail_gives_the_creator_of_an_older_account():
    # Given one account made by a colleague, one by command, and one whose maker is gone
    administrator = make.user(Role.STAFF_ADMINISTRATOR)
    names = {"first_name": "Nina", "last_name": "Holt", "roles": [Role.AUDITOR]}
    made = access.invite_staff(email="nina@state.example", by=administrator, **names)
    access.invite_staff(email="ned@state.example", by=None, **names)
    gone = type("Gone", (), {"pk": 987654, "roles": []})
    record("accounts.staff_invited", by=gone, on=make.user(Role.AUDITOR))
    Making.objects.all().delete()

    # When the release that keeps it is installed
    migration.from_the_trail(apps, None)

    # Then the first has its maker, and the others have none
    assert list(Making.objects.values_list("account", "maker")) == [(made.pk, administrator.pk)]
