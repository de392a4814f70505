"""Apply the limits in the settings to requests and subjects."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django import forms
from django.conf import settings
from django.http import HttpRequest

from cvms.audit.middleware import client_address

from .counting import Rate, TooMany, give_back, rates, spend
from .sentences import wait_words

_SITE = 64  # bits of an IPv6 address that identify one household or workplace


def spend_request(name: str, request: HttpRequest) -> None:
    """Count a request toward its account and its place (network address). Raises TooMany."""
    for rate in rates(settings.LIMITS[name]):
        if whose := _whose(rate, request):
            spend(name, rate, whose)


def spend_on(name: str, subject: str, count: int = 1) -> None:
    """Count toward a subject, such as an account tried or an address written to. Raises TooMany."""
    for rate in rates(settings.LIMITS[name]):
        if rate.per == "subject":
            spend(name, rate, subject, count)


def give_back_on(name: str, subject: str, count: int = 1) -> None:
    """Undo `spend_on`."""
    for rate in rates(settings.LIMITS[name]):
        if rate.per == "subject":
            give_back(name, rate, subject, count)


def give_back_request(name: str, request: HttpRequest) -> None:
    """Undo `spend_request`."""
    for rate in rates(settings.LIMITS[name]):
        if whose := _whose(rate, request):
            give_back(name, rate, whose)


def within(name: str, subject: str, *, request: HttpRequest, form: forms.Form) -> bool:
    """Count one more toward a subject; if it is too many, add an error to the form.

    Return whether it was within the limit. If it was not, the response gets status 429.
    """
    try:
        spend_on(name, subject)
    except TooMany as refusal:
        form.add_error(None, wait_words(refusal.wait))
        mark(request, refusal)
        return False
    return True


def mark(request: HttpRequest, refusal: TooMany) -> None:
    """Give the response to this request status 429, whatever page it is."""
    vars(request)["too_many"] = refusal


def place_of(request: HttpRequest) -> str:
    """Return the network address that a limit counts; for IPv6, the site's."""
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
