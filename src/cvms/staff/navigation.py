"""The tabs of the staff console and of the provider pages."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cvms.accounts.permissions import Permission
from cvms.ui.navigation import register


def _for(*permissions: Permission) -> Callable[[HttpRequest], bool]:
    """Shown to those who have any one of these."""

    def shown(request: HttpRequest) -> bool:
        user = request.user
        return user.is_authenticated and any(user.may(permission) for permission in permissions)

    return shown


def register_items() -> None:
    every = Permission
    items = (
        (_("Home"), "home", _for(every.USE_STAFF_CONSOLE)),
        (_("Organizations"), "organizations", _for(every.SEE_ALL_ORGANIZATIONS)),
        (_("Uploads"), "uploads", _for(every.SEE_ALL_ORGANIZATIONS, every.SEE_DELIVERY)),
        (_("Mail"), "delivery", _for(every.SEE_DELIVERY)),
        (_("Statistics"), "statistics", _for(every.SEE_STATISTICS)),
        (_("Audit trail"), "audit", _for(every.SEE_AUDIT)),
    )
    for place, (label, name, shown) in enumerate(items, start=1):
        register("staff", label, f"staff:{name}", order=10 * place, shown=shown)
    register("provider", _("Organizations"), "staff:provider_home", order=10)
