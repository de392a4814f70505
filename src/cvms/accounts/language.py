"""The language that a person chooses is remembered, for pages by a cookie and for mail."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as remember_in_cookie

from . import actions
from .access import public


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """English or Spanish, from now on and in every letter."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        actions.set_language(user=request.user, language=language)
    return remember_in_cookie(request)


class AccountLanguage:
    """On a device where nothing is chosen yet, a signed-in person reads as the account says.

    Comes after the session and Django's own LocaleMiddleware: the cookie of a choice on this
    device wins over the account, and the account over the browser's Accept-Language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)
