"""The tabs of the staff console."""

from django.utils.translation import gettext_lazy as _

from cvms.accounts.access import allowed
from cvms.accounts.permissions import Permission
from cvms.ui.navigation import register


def register_items() -> None:
    register(
        "staff",
        _("Organizations"),
        "staff:home",
        order=10,
        shown=allowed(Permission.INVITE_ORGANIZATIONS),
    )
