"""The sign-in pages: one for each portal; signing out, and staying."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.views import LoginView
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cvms.ui.portals import PORTALS

from ..access import public, sign_in_url, signed_in
from ..forms import SignInForm
from ..second_factor import demands


@method_decorator(public, name="dispatch")
class SignIn(LoginView):
    """One portal's sign-in page."""

    portal = ""
    template_name = "accounts/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and request.user.portal != self.portal:
            return render(request, "accounts/other_portal.html", self._names())
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"portal": self.portal}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | self._names()

    def _names(self) -> dict[str, Any]:
        return {
            "portal_name": PORTALS[self.portal].title,
            "forgot_url": reverse(f"accounts:forgot_password_{self.portal}"),
        }


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and go back to the sign-in page that the person came in by.

    A page that signs out by itself says where it was, for signing in to lead back there. Its
    session may have ended on the server just before: that was said then.
    """
    back = request.POST.get(REDIRECT_FIELD_NAME, "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = ""
    if request.user.is_authenticated:
        door = reverse(f"accounts:sign_in_{request.user.portal}")
        logout(request)
        messages.success(request, _("You have signed out."))
    else:
        door = sign_in_url(back)
    return redirect(f"{door}?{urlencode({REDIRECT_FIELD_NAME: back})}" if back else door)


@signed_in
@demands.not_needed
@require_POST
def stay(_request: HttpRequest) -> HttpResponse:
    """Extend the session, from the warning before it ends."""
    return HttpResponse(status=204)


@require_safe
@public
def inactive(request: HttpRequest) -> HttpResponse:
    """Shown to people who enter the right password of an account that was deactivated."""
    return render(request, "accounts/inactive.html")


@require_safe
@public
def sign_in_anywhere(_request: HttpRequest) -> HttpResponse:
    """Go to the front page: where to sign in depends on the portal."""
    return redirect("home")
