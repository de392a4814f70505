"""Second factors for tests: an app's codes, worked out as the app does."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client, RequestFactory

from cvms.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET) -> str:
    """Return the code that the app shows now."""
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )


def give_app(user: User) -> Authenticator:
    """Set up an app and recovery codes for an account."""
    RecoveryCodes.activate(user)
    return totp.TOTP.activate(user, SECRET).instance


def sign_in(client: Client, door: str, user: User, password: str) -> None:
    """Sign in with the password, then the code."""
    response = client.post(f"/{door}/sign-in/", {"login": user.email, "password": password})
    assert response.url == "/account/security/authenticate/"
    client.post(response.url, {"code": code()})


def signed_in(user: User) -> Client:
    """Give a browser in which somebody is signed in and has shown a second factor."""
    if not Authenticator.objects.filter(user=user).exists():
        give_app(user)
    client = Client()
    client.force_login(user)
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, method="mfa", type=Authenticator.Type.TOTP)
    request.session.save()
    return client
