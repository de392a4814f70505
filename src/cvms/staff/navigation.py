"""The tabs of the staff console."""

from django.utils.translation import gettext_lazy as _

from cvms.ui.navigation import register


def register_items() -> None:
    register("staff", _("Organizations"), "staff:home", order=10)
