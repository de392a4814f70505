"""What the signed-in person may do with the rules, for the pages to show."""

from django import template

from cvms.accounts.models import User
from cvms.accounts.permissions import Permission

register = template.Library()


@register.filter
def may_edit_rules(user: User) -> bool:
    return user.may(Permission.EDIT_ELIGIBILITY)
