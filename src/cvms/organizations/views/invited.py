"""The page on which location managers invite organizations, and see those they invited."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn

from ..actions import inviting
from ..forms import InviteForm
from ..inviting_form import invited_by
from ..models import Organization


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INVITE_ORGANIZATIONS)
def invited(request: SignedIn, again: str) -> HttpResponse:
    """Invite an organization, and list those invited with their states.

    `again` is the URL name, in the same portal, that invites one of them again.
    """
    form = InviteForm(request.POST or None)
    organization = invited_by(request, form)
    if organization:
        words = _("%(name)s was invited. Its point of contact gets an email within minutes.")
        messages.success(request, words % {"name": organization.name})
        return redirect(request.path)
    organizations = (
        Organization.objects.seen_by(request.user)
        .select_related("invited_by")
        .prefetch_related("points_of_contact__user")
        .order_by("-invited_at", "-id")
    )
    page = Paginator(organizations, 25).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "again": again}
    return render(request, "organizations/invited.html", context)


@require_POST
@requires(Permission.INVITE_ORGANIZATIONS)
def invite_again(request: SignedIn, pk: int, back: str) -> HttpResponse:
    """Invite again the contacts who have not signed in yet; `back` is the URL name of the list."""
    organization = get_object_or_404(Organization.objects.seen_by(request.user), pk=pk)
    if inviting.invite_again(organization=organization, by=request.user):
        messages.success(
            request, _("A new invitation to %(name)s is on its way.") % {"name": organization.name}
        )
    else:
        messages.info(
            request,
            _("%(name)s has signed in already. Its point of contact can use Forgot your password?")
            % {"name": organization.name},
        )
    return redirect(back)
