"""The COVID-19 Vaccine Portal's tabs of this room."""

from django.utils.translation import gettext_lazy as _

from cvms.ui.navigation import register


def register_items() -> None:
    register("recipient", _("Home"), "recipients:home", order=10)
