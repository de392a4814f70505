"""Remove second factors, and reseal their secrets."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction

from cvms.audit.actions import record

from ..letters import notices
from ..models import User
from ..sealing import Unreadable
from .secrets import SEAL, WHERE


@transaction.atomic
def remove(*, user: User, by: User) -> None:
    """Remove all second factors, for a person who lost the phone and the recovery codes."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if removed:
        record("accounts.second_factor_removed", by=by, on=user, factor="all")
        notices.send(notices.SECOND_FACTOR_REMOVED, user)


@dataclass(slots=True)
class Resealed:
    """How many secrets are now sealed with the first key, and how many no key opens."""

    renewed: int = 0
    unreadable: int = 0


@transaction.atomic
def reseal(*, remove_unreadable: bool) -> Resealed:
    """Seal every secret with the first key, so that the other keys are no longer needed.

    A second factor that no key opens is useless. If it is removed, its owner signs in with the
    password and sets up a new one.
    """
    done = Resealed()
    for factor in Authenticator.objects.select_for_update(of=("self",)).filter(type__in=WHERE):
        try:
            _renew(factor)
            done.renewed += 1
        except Unreadable:
            done.unreadable += 1
            if remove_unreadable:
                _remove_unreadable(factor)
    record("accounts.second_factors_resealed", renewed=done.renewed, unreadable=done.unreadable)
    return done


def _renew(factor: Authenticator) -> None:
    field = WHERE[factor.type]
    factor.data[field] = SEAL.renew(factor.data[field])
    factor.save(update_fields=["data"])


def _remove_unreadable(factor: Authenticator) -> None:
    record("accounts.second_factor_removed", on=factor.user, factor=factor.type)
    if factor.type != Authenticator.Type.RECOVERY_CODES:
        notices.send(notices.SECOND_FACTOR_REMOVED, factor.user)
    factor.delete()
