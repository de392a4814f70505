"""This room's tabs in the Staff Console."""

from django.utils.translation import gettext_lazy as _

from cvms.accounts.access import allowed
from cvms.accounts.permissions import Permission
from cvms.ui.navigation import register


def register_items() -> None:
    every = Permission
    items = (
        (10, _("Home"), "home", allowed(every.SEE_ALL_ORGANIZATIONS, every.SEE_DELIVERY)),
        (20, _("Organizations"), "organizations", allowed(every.SEE_ALL_ORGANIZATIONS)),
        (30, _("Uploads"), "uploads", allowed(every.SEE_ALL_ORGANIZATIONS, every.SEE_DELIVERY)),
        (35, _("Mail"), "delivery", allowed(every.SEE_DELIVERY)),
        (70, _("Statistics"), "statistics", allowed(every.SEE_STATISTICS)),
        (75, _("Staff accounts"), "accounts", allowed(every.MANAGE_STAFF)),
        (80, _("Audit trail"), "audit", allowed(every.SEE_AUDIT)),
    )
    for order, label, name, shown in items:
        register("staff", label, f"staff:{name}", order=order, shown=shown)
