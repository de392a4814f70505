"""What a request may ask how often: the names and rates of the settings, applied to it."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django import forms
from django.conf import settings
from django.http import HttpRequest

from cvms.audit.middleware import client_address

from .counting import Rate, TooMany, give_back, rates, spend
from .sentences import wait_words

_SITE = 64  # bits of an IPv6 address that one household or workplace has


def spend_request(name: str, request: HttpRequest) -> None:
    """Count a request for its account and its place. Raises TooMany."""
    for rate in rates(settings.LIMITS[name]):
        if whose := _whose(rate, request):
            spend(name, rate, whose)


def spend_on(name: str, subject: str, count: int = 1) -> None:
    """Count more about a subject: an account tried, an address written to. Raises TooMany."""
    for rate in rates(settings.LIMITS[name]):
        if rate.per == "subject":
            spend(name, rate, subject, count)


def give_back_on(name: str, subject: str, count: int = 1) -> None:
    """Take back what `spend_on` counted."""
    for rate in rates(settings.LIMITS[name]):
        if rate.per == "subject":
            give_back(name, rate, subject, count)


def give_back_request(name: str, request: HttpRequest) -> None:
    """Take back what `spend_request` counted."""
    for rate in rates(settings.LIMITS[name]):
        if whose := _whose(rate, request):
            give_back(name, rate, whose)


def within(name: str, subject: str, *, request: HttpRequest, form: forms.Form) -> bool:
    """Count one more about a subject; if it is too much, the form says so and keeps what it has.

    The answer then is 429, by `mark`.
    """
    try:
        spend_on(name, subject)
    except TooMany as refusal:
        form.add_error(None, wait_words(refusal.wait))
        mark(request, refusal)
        return False
    return True


def mark(request: HttpRequest, refusal: TooMany) -> None:
    """Make the answer to this request say that it was too much, whatever page it is."""
    vars(request)["too_many"] = refusal


def place_of(request: HttpRequest) -> str:
    """The network address that a limit counts: of IPv6, the site's."""
    address = ip_address(client_address(request) or "::")
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, _SITE), strict=False).network_address)
    return str(address)


def _whose(rate: Rate, request: HttpRequest) -> str:
    if rate.per == "place":
        return place_of(request)
    if rate.per == "account" and request.user.is_authenticated:
        return str(request.user.pk)
    return ""
