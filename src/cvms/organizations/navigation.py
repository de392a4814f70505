"""This room's tabs in the Organization Portal."""

from django.utils.translation import gettext_lazy as _

from cvms.ui.navigation import register, register_acting_for

from .scope import name_of_organization


def register_items() -> None:
    register("organization", _("Home"), "organizations:home", order=10)
    register_acting_for("organization", name_of_organization)
