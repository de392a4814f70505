"""Render pages of the console with what the user may do."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn

_MAY = {
    "may_manage": Permission.MANAGE_ORGANIZATIONS,
    "may_organizations": Permission.SEE_ALL_ORGANIZATIONS,
    "may_retry": Permission.RETRY_DELIVERY,
    "may_release": Permission.RELEASE_MAIL,
    "may_answer": Permission.ANSWER_REQUESTS,
    "may_audit": Permission.SEE_AUDIT,
}


def console_page(
    request: SignedIn, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of the console with the user's rights, which decide the buttons shown."""
    rights = {name: request.user.may(permission) for name, permission in _MAY.items()}
    return render(request, template, rights | context, status=status)
