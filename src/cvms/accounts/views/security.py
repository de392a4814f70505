"""The page of what protects the sign-in."""

from typing import Any

from allauth.mfa.base.views import IndexView
from django.utils.decorators import method_decorator

from ..access import signed_in
from ..permissions import SECOND_FACTOR_ALWAYS
from ..second_factor import demands


@method_decorator(signed_in, name="dispatch")
@method_decorator(demands.not_needed, name="dispatch")
class Security(IndexView):
    """What protects the sign-in: a page of allauth's that knows who must have a second factor."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_one = demands.has_one(self.request.user)
        required = demands.required_of(self.request.user, SECOND_FACTOR_ALWAYS)
        return super().get_context_data(**kwargs) | {
            "has_one": has_one,
            "must_set_up": required and not has_one,
        }
