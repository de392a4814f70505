"""The COVID-19 Vaccine Portal's tabs, in the guide's order; Help & Information comes last."""

from django.utils.translation import gettext_lazy as _

from cvms.ui.navigation import always, register


def register_items() -> None:
    register("", _("Check Eligibility"), "registration:check", order=40, shown=always)
    register("recipient", _("Home"), "registration:home", order=10)
    register("recipient", _("Vaccine Registration"), "registration:start", order=20)
    register("recipient", _("My Dashboard"), "registration:dashboard", order=30)
    register("recipient", _("Profile"), "registration:profile", order=40)
