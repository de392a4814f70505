"""The Organization Portal's tabs of this room."""

from django.utils.translation import gettext_lazy as _

from cvms.ui.navigation import register


def register_items() -> None:
    register("organization", _("Home"), "organizations:home", order=10)
