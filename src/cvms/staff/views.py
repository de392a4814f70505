"""Where those land who sign in to the staff console."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cvms.accounts.access import signed_in
from cvms.accounts.permissions import Permission
from cvms.organizations.views import invited
from cvms.ui import navigation
from cvms.ui.portals import portal_of


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The organizations, for who may invite them; for others the first tab that is theirs."""
    if request.user.may(Permission.INVITE_ORGANIZATIONS) and portal_of(request) == "staff":
        return invited(request, again="staff:invite_again")
    tabs = [item.url for item in navigation.items(request) if item.url != request.path]
    if portal_of(request) != "staff" or not tabs:
        raise PermissionDenied
    return redirect(tabs[0])
