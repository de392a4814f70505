"""Secrets of second factors were kept as they are; from now on they are sealed."""

from collections.abc import Callable
from typing import Any

from django.db import migrations

from cvms.accounts.second_factor.secrets import SEAL, WHERE


def seal(apps: Any, schema_editor: Any) -> None:
    _change(apps, SEAL.seal)


def open_again(apps: Any, schema_editor: Any) -> None:
    _change(apps, SEAL.open)


def _change(apps: Any, change: Callable[[str], str]) -> None:
    for factor in apps.get_model("mfa", "Authenticator").objects.filter(type__in=WHERE):
        field = WHERE[factor.type]
        factor.data[field] = change(factor.data[field])
        factor.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_accounts_of_organizations"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [migrations.RunPython(seal, open_again)]
