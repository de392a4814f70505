"""Seal the secrets of second factors; the database has them only sealed."""

from allauth.mfa.models import Authenticator

from ..sealing import Seal

SEAL = Seal("accounts.second_factors")
WHERE = {  # the field with the secret; a passkey's public key is none
    Authenticator.Type.TOTP: "secret",
    Authenticator.Type.RECOVERY_CODES: "seed",
}
