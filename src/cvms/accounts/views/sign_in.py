"""The sign-in page of each portal, signing out, and extending a session."""

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
    """End the session, and go to the sign-in page of the person's portal.

    A page that signs out by itself sends its path, so that signing in leads back there. Its session
    may have ended on the server just before; then the message was shown already.
    """
    back = request.POST.get(REDIRECT_FIELD_NAME, "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = ""
    if request.user.is_authenticated:
        sign_in_page = reverse(f"accounts:sign_in_{request.user.portal}")
        logout(request)
        messages.success(request, _("You have signed out."))
    else:
        sign_in_page = sign_in_url(back)
    return redirect(
        f"{sign_in_page}?{urlencode({REDIRECT_FIELD_NAME: back})}" if back else sign_in_page
    )


@signed_in
@demands.not_needed
@require_POST
def stay(_request: HttpRequest) -> HttpResponse:
    """Extend the session, when a person chooses to stay in the warning before it ends."""
    return HttpResponse(status=204)


@require_safe
@public
def inactive(request: HttpRequest) -> HttpResponse:
    """Show the page for the right password of a deactivated account."""
    return render(request, "accounts/inactive.html")


@require_safe
@public
def sign_in_anywhere(_request: HttpRequest) -> HttpResponse:
    """Redirect to the front page, since where to sign in depends on the portal."""
    return redirect("home")
