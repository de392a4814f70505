"""Pages to set a password, by a link or signed in, and to ask for a link."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cvms.ui.portals import PORTALS

from .. import actions, password_rules
from ..access import public, signed_in
from ..forms import ChangePasswordForm, ForgotPasswordForm, NewPasswordForm
from ..limits.limits import spend_on, within
from ..models import PasswordLink, User, username_typed
from ..requests import SignedIn


@public
@require_http_methods(["GET", "HEAD", "POST"])
def forgot_password(request: HttpRequest, portal: str) -> HttpResponse:
    """Ask for a link; the answer is the same whether or not there is such an account."""
    form = ForgotPasswordForm(request.POST or None)
    names = {"portal_name": PORTALS[portal].title}
    if request.method == "POST" and form.is_valid():
        login = form.cleaned_data["login"]
        # Count by account: its email and its username count together.
        if within("password_link", username_typed(portal, login), request=request, form=form):
            actions.send_password_link(portal=portal, login=login)
            return render(request, "accounts/link_sent.html", names)
    return render(request, "accounts/forgot_password.html", names | {"form": form})


@public
@sensitive_post_parameters("password", "confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def set_password(request: HttpRequest, secret: str) -> HttpResponse:
    """Set a password by the link in a letter; opening the link changes nothing."""
    link = PasswordLink.objects.with_secret(secret).usable().select_related("user").first()
    if link is None or not link.user.is_active:
        return render(request, "accounts/link_unusable.html", {"secret": secret}, status=410)
    form = NewPasswordForm(request.POST or None, user=link.user)
    if request.method == "POST" and form.is_valid():
        return _use(request, secret, form.cleaned_data["password"])
    context = {
        "form": form,
        "account": link.user,
        "rules": password_rules.rules(),
        # The link's portal, no matter who is signed in here.
        "portal": PORTALS[link.user.portal],
        "nav": [],
        "instead_of": _somebody_else(request, link.user),
    }
    return render(request, "accounts/set_password.html", context)


def _somebody_else(request: HttpRequest, user: User) -> User | None:
    """Return another account that is signed in here; using the link will sign it out."""
    if request.user.is_authenticated and request.user.pk != user.pk:
        return request.user
    return None


def _use(request: HttpRequest, secret: str, password: str) -> HttpResponse:
    try:
        user = actions.set_password(secret=secret, password=password, language=get_language())
    except actions.LinkUnusable:
        return render(request, "accounts/link_unusable.html", {"secret": secret}, status=410)
    if request.user.is_authenticated:
        logout(request)
    # Allauth asks for the second factor: a link in a letter proves no more than a password.
    return perform_password_login(request, {"username": user.username}, Login(user=user))


@public
@require_POST
def replace_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Mail a new link to replace a used or expired one, to the same address."""
    link = PasswordLink.objects.with_secret(secret).select_related("user").first()
    spend_on("password_link", link.user.username if link else secret)
    actions.replace_link(secret=secret)
    return render(request, "accounts/link_sent.html")


@signed_in
@sensitive_post_parameters("current", "password", "confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: SignedIn) -> HttpResponse:
    """Change the password of a person who is signed in."""
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.change_password(user=request.user, password=form.cleaned_data["password"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password was changed."))
        return redirect(PORTALS[request.user.portal].home)
    context = {"form": form, "account": request.user, "rules": password_rules.rules()}
    return render(request, "accounts/set_password.html", context)
