"""This room's tabs, in several portals."""

from django.utils.translation import gettext_lazy as _

from cvms.accounts.access import allowed
from cvms.accounts.permissions import Permission
from cvms.ui.navigation import always, register


def register_items() -> None:
    register("provider", _("Home"), "providers:home", order=10)
    register("provider", _("Verification Desk"), "providers:desk", order=20)
    register("provider", _("People Registered Here"), "providers:people", order=25)
    register("provider", _("Organizations"), "providers:organizations", order=30)
    register("provider", _("My Location"), "providers:location", order=40)
    keeps = allowed(Permission.KEEP_DIRECTORY)
    register("staff", _("Providers"), "providers:locations", order=50, shown=keeps)
    for portal in ("", "recipient"):
        register(portal, _("Find a Provider"), "providers:directory", order=50, shown=always)
