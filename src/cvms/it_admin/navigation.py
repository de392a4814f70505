"""State IT's tab in the Staff Console."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cvms.accounts.permissions import Permission
from cvms.ui.navigation import register


def _is_state_it(request: HttpRequest) -> bool:
    # A request refused by an early middleware has no user yet.
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated and user.may(Permission.USE_ADMIN)


def register_items() -> None:
    register("staff", _("State IT"), "state_it:index", order=90, shown=_is_state_it)
