"""Send text messages through the gateway in the settings."""

import logging

from apprise import Apprise
from django.conf import settings

# The library logs the number that it writes to; a person's number must not be in a log.
logging.getLogger("apprise").setLevel(logging.CRITICAL)


def send(phone: str, words: str) -> bool:
    """Send a text message to a phone number (E.164); return whether the gateway accepted it."""
    gateway = Apprise()
    return gateway.add(settings.TEXT_GATEWAY.format(phone=phone)) and bool(
        gateway.notify(body=words)
    )
