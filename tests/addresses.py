"""The pages of the product as somebody finds them: by the URLconf, then from link to link."""

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

LINK = re.compile(r'href="(/[^"#]*)"')
LEAVES = frozenset({"account_logout", "set_language", "health"})  # no pages, or the end of the walk


def pages_for(browser: Client) -> dict[str, str]:
    """One address of each page that this browser is shown, by the page's name.

    The walk begins at every address without a number in it and follows what the pages link to, so
    that a page about a record is found as a person finds it.
    """
    found: dict[str, str] = {}
    waiting = deque(_without_numbers(get_resolver()))
    while waiting:
        path = waiting.popleft()
        name = _name_of(path)
        if not name or name in found or name in LEAVES:
            continue
        response = browser.get(path)
        if _is_page(response):
            found[name] = path
            waiting.extend(_links(response))
    return found


def _without_numbers(resolver: URLResolver, path: str = "/") -> Iterator[str]:
    for entry in resolver.url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _without_numbers(entry, here)
        elif isinstance(entry, URLPattern) and not re.search(r"[<^(]", here):
            yield here


def _links(response: HttpResponse) -> list[str]:
    text = response.content.decode().replace("&amp;", "&")
    return [urlsplit(link).path for link in LINK.findall(text)]


def _name_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def _is_page(response: HttpResponse) -> bool:
    html = response.headers.get("Content-Type", "").startswith("text/html")
    return response.status_code == 200 and html and b"<html" in response.content
