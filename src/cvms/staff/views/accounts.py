"""Staff accounts: list them, invite a colleague, change or deactivate an account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cvms.accounts.access import requires
from cvms.accounts.actions import access
from cvms.accounts.models import Portal, SuffixedAddress, User
from cvms.accounts.permissions import Permission, Role
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record, record_list

from ..account_forms import AccessForm, InviteStaffForm
from .console import console_page


@require_safe
@requires(Permission.MANAGE_STAFF)
def accounts(request: SignedIn) -> HttpResponse:
    """List everybody who has an account at the console, with their roles."""
    colleagues = User.objects.filter(portal=Portal.STAFF).select_related("making__maker")
    listed = list(colleagues.order_by("-is_active", "last_name", "first_name", "pk"))
    record_list("accounts.staff_listed", listed, by=request.user)
    rows = [(user, [Role(role).label for role in user.roles]) for user in listed]
    return console_page(request, "staff/accounts.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_STAFF)
def invite(request: SignedIn) -> HttpResponse:
    """Create an account for a colleague, who gets a letter to set a password."""
    form = InviteStaffForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid() and _invited(request, form):
        return redirect("staff:accounts")
    return console_page(request, "staff/account_invite.html", {"form": form})


def _invited(request: SignedIn, form: InviteStaffForm) -> bool:
    try:
        user = access.invite_staff(**form.cleaned_data, by=request.user)
    except access.AccountExists:
        form.add_error("email", _("This person has an account in the Staff Console already."))
    except SuffixedAddress:
        form.add_error("email", _("Enter the person's email address, not a username."))
    except access.ForStateIt:
        form.add_error("roles", _for_state_it())
    else:
        words = _("%(name)s was invited and gets an email within minutes.")
        messages.success(request, words % {"name": user.full_name})
        return True
    return False


def _for_state_it() -> str:
    return _("Only state IT can give or change the role State IT.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_STAFF)
def account(request: SignedIn, pk: int) -> HttpResponse:
    """Change a colleague's roles, and whether they may sign in; never one's own."""
    user = _account(pk)
    known = {"roles": user.roles, "is_active": user.is_active}
    form = AccessForm(request.POST or None, initial=known, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            access.change_access(user=user, **form.cleaned_data, by=request.user)
        except access.ForStateIt:
            form.add_error("roles", _for_state_it())
        except access.NotAllowed:
            messages.error(request, _("You cannot change your own account. Ask a colleague."))
        else:
            words = _("The account of %(name)s was changed. It was signed out everywhere.")
            messages.success(request, words % {"name": user.full_name})
            return redirect("staff:accounts")
    record("accounts.staff_read", by=request.user, on=user)
    context = {
        "form": form,
        "account": user,
        "own": user.pk == request.user.pk,
        "for_state_it": access.is_for_state_it(user, by=request.user),
    }
    return console_page(request, "staff/account.html", context)


@require_POST
@requires(Permission.MANAGE_STAFF)
def invite_again(request: SignedIn, pk: int) -> HttpResponse:
    """Mail a new link to a colleague who has not set a password yet."""
    user = _account(pk)
    if access.invite_staff_again(user=user, by=request.user):
        words = _("A new invitation to %(name)s is on its way. Earlier links no longer work.")
        messages.success(request, words % {"name": user.full_name})
    else:
        words = _("%(name)s has an account already and can use Forgot your password?")
        messages.info(request, words % {"name": user.full_name})
    return redirect("staff:accounts")


def _account(pk: int) -> User:
    return get_object_or_404(User, pk=pk, portal=Portal.STAFF)
