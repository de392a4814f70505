"""The page about sign-in security: second factors and sessions."""

from typing import Any

from allauth.mfa.base.views import IndexView
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import actions, sessions
from ..access import signed_in
from ..permissions import SECOND_FACTOR_ALWAYS
from ..requests import SignedIn
from ..second_factor import demands


@method_decorator(signed_in, name="dispatch")
@method_decorator(demands.not_needed, name="dispatch")
class Security(IndexView):
    """Allauth's page of second factors, with who must have one, and the account's sessions."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_one = demands.has_one(self.request.user)
        required = demands.required_of(self.request.user, SECOND_FACTOR_ALWAYS)
        return super().get_context_data(**kwargs) | {
            "has_one": has_one,
            "must_set_up": required and not has_one,
            "visits": sessions.visits(self.request.user, self.request.session.session_key),
        }


@signed_in
@demands.not_needed
@require_POST
def sign_out_everywhere(request: SignedIn) -> HttpResponse:
    """End the person's sessions on all devices, including this one."""
    sign_in_page = reverse(f"accounts:sign_in_{request.user.portal}")
    actions.sign_out_everywhere(user=request.user, by=request.user)
    logout(request)
    messages.success(request, _("You have signed out on every device."))
    return redirect(sign_in_page)
