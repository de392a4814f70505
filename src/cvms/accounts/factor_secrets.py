"""The secrets of second factors, which the database has sealed alone."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction

from cvms.audit.actions import record

from . import notices
from .sealing import Seal, Unreadable

SEAL = Seal("accounts.second_factors")
WHERE = {  # a passkey's public key is no secret
    Authenticator.Type.TOTP: "secret",
    Authenticator.Type.RECOVERY_CODES: "seed",
}


@dataclass(slots=True)
class Resealed:
    """How many secrets are sealed with the first key now, and how many no key opens."""

    renewed: int = 0
    unreadable: int = 0


@transaction.atomic
def reseal(*, remove_unreadable: bool) -> Resealed:
    """Seal every secret with the first key, so that the others are needed no more.

    What no key opens signs nobody in; removed, its owner signs in with the password and sets up a
    new one.
    """
    done = Resealed()
    for factor in Authenticator.objects.select_for_update(of=("self",)).filter(type__in=WHERE):
        try:
            _renew(factor)
            done.renewed += 1
        except Unreadable:
            done.unreadable += 1
            if remove_unreadable:
                _remove(factor)
    record("accounts.second_factors_resealed", renewed=done.renewed, unreadable=done.unreadable)
    return done


def _renew(factor: Authenticator) -> None:
    field = WHERE[factor.type]
    factor.data[field] = SEAL.renew(factor.data[field])
    factor.save(update_fields=["data"])


def _remove(factor: Authenticator) -> None:
    record("accounts.second_factor_removed", on=factor.user, factor=factor.type)
    if factor.type != Authenticator.Type.RECOVERY_CODES:
        notices.send(notices.SECOND_FACTOR_REMOVED, factor.user)
    factor.delete()
