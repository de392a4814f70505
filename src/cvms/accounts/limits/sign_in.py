"""How many wrong passwords a sign-in takes."""

from django.http import HttpRequest

from . import known_devices
from .limits import give_back_on, give_back_request, spend_on, spend_request

UNKNOWN, KNOWN = "sign_in_new_device", "sign_in_known_device"


class Try:
    """One try: counted before the password is looked at, and taken back when it is right.

    A device on which the account signed in before has a count of its own. On others, the account
    is counted first: somebody who goes on at one account adds nothing to the count of the place,
    so that a workplace is not locked out by one colleague.
    """

    def __init__(self, request: HttpRequest, username: str) -> None:
        """Raises TooMany."""
        self._request, self._username = request, username
        device = known_devices.known(request, username)
        self._name = KNOWN if device else UNKNOWN
        self._subject = f"{username}\0{device}"
        spend_on(self._name, self._subject)
        if not device:
            spend_request(self._name, request)

    def was_right(self) -> None:
        give_back_on(self._name, self._subject)
        if self._name == UNKNOWN:
            give_back_request(self._name, self._request)
