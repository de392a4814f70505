"""A template filter: whether the signed-in person may edit the rules."""

from django import template

from cvms.accounts.models import User
from cvms.accounts.permissions import Permission

register = template.Library()


@register.filter
def may_edit_rules(user: User) -> bool:
    """Return whether the user may edit the rules."""
    return user.may(Permission.EDIT_ELIGIBILITY)
