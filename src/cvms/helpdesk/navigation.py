"""The agents' tab in the staff console."""

from django.utils.translation import gettext_lazy as _

from cvms.accounts.access import allowed
from cvms.accounts.permissions import Permission
from cvms.ui.navigation import register


def register_items() -> None:
    register(
        "staff",
        _("Help Desk"),
        "helpdesk:queue",
        order=60,
        shown=allowed(Permission.ANSWER_REQUESTS),
    )
