"""The gateway for text messages that a setting names."""

import logging

from apprise import Apprise
from django.conf import settings

# The library names the number that it writes to; a person's number is not for a log.
logging.getLogger("apprise").setLevel(logging.CRITICAL)


def send(phone: str, words: str) -> bool:
    """Hand a message for a number (E.164) to the gateway; whether it took it."""
    gateway = Apprise()
    return gateway.add(settings.TEXT_GATEWAY.format(phone=phone)) and bool(
        gateway.notify(body=words)
    )
