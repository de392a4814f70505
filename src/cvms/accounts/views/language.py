"""Choose a language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as remember_in_cookie

from .. import actions
from ..access import public


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Use this language from now on, in pages and letters."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        actions.set_language(user=request.user, language=language)
    return remember_in_cookie(request)
