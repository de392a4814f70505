"""The Bulk Registration tab: absent until the organization's information is submitted."""

from django.utils.translation import gettext_lazy as _

from cvms.organizations.scope import may_bulk_register
from cvms.ui.navigation import register


def register_items() -> None:
    register(
        "organization", _("Bulk Registration"), "uploads:start", order=20, shown=may_bulk_register
    )
