"""The secrets of second factors, which the database has sealed alone."""

from allauth.mfa.models import Authenticator

from ..sealing import Seal

SEAL = Seal("accounts.second_factors")
WHERE = {  # a passkey's public key is no secret
    Authenticator.Type.TOTP: "secret",
    Authenticator.Type.RECOVERY_CODES: "seed",
}
