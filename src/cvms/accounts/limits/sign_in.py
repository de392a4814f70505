"""Limit wrong passwords."""

from django.http import HttpRequest

from . import known_devices
from .limits import give_back_on, give_back_request, spend_on, spend_request

UNKNOWN, KNOWN = "sign_in_new_device", "sign_in_known_device"


class Attempt:
    """One attempt to sign in: counted before the password is checked, taken back if it is right.

    A device on which the account signed in before has a count of its own. On other devices the
    account is counted first: once it is over its limit, attempts add nothing to the count of the
    place, so that one person does not lock out a whole workplace.
    """

    def __init__(self, request: HttpRequest, username: str) -> None:
        """Count the attempt. Raises TooMany."""
        self._request, self._username = request, username
        device = known_devices.known(request, username)
        self._name = KNOWN if device else UNKNOWN
        self._subject = f"{username}\0{device}"
        spend_on(self._name, self._subject)
        if not device:
            spend_request(self._name, request)

    def succeeded(self) -> None:
        """Take the attempt back."""
        give_back_on(self._name, self._subject)
        if self._name == UNKNOWN:
            give_back_request(self._name, self._request)
