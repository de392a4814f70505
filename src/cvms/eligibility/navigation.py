"""This room's tab in the Staff Console."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cvms.accounts.permissions import Permission
from cvms.ui.navigation import register


def _may_see(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.may(Permission.SEE_ELIGIBILITY)


def register_items() -> None:
    register("staff", _("Eligibility rules"), "eligibility:versions", order=40, shown=_may_see)
