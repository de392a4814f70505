"""The doors: sign in, sign out, forgotten password, change your password."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.views import LoginView
from allauth.core import ratelimit
from allauth.mfa.base.views import IndexView
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cvms.ui.portals import PORTALS

from . import actions, passwords, second_factor
from .access import public, signed_in
from .doors import doors
from .forms import ChangePasswordForm, ForgotPasswordForm, NewPasswordForm, SignInForm
from .models import PasswordLink, User
from .permissions import SECOND_FACTOR_ALWAYS


@method_decorator(public, name="dispatch")
class SignIn(LoginView):
    """One portal's sign-in page."""

    portal = ""
    template_name = "accounts/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and request.user.portal != self.portal:
            return render(request, "accounts/other_portal.html", self._names())
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"portal": self.portal}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | self._names()

    def _names(self) -> dict[str, Any]:
        return {
            "portal_name": PORTALS[self.portal].title,
            "forgot_url": reverse(f"accounts:forgot_password_{self.portal}"),
        }


@public
@require_http_methods(["GET", "HEAD", "POST"])
def forgot_password(request: HttpRequest, portal: str) -> HttpResponse:
    """Ask for a link; the answer is the same whether or not there is such an account."""
    form = ForgotPasswordForm(request.POST or None)
    names = {"portal_name": PORTALS[portal].title}
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["login"].strip().lower()
        if ratelimit.consume(request, action="reset_password", key=key):
            actions.send_password_link(portal=portal, login=key)
        return render(request, "accounts/link_sent.html", names)
    return render(request, "accounts/forgot_password.html", names | {"form": form})


@public
@sensitive_post_parameters("password", "confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def set_password(request: HttpRequest, secret: str) -> HttpResponse:
    """Change Your Password, by the link in a letter. Opening it changes nothing."""
    link = PasswordLink.objects.with_secret(secret).usable().select_related("user").first()
    if link is None or not link.user.is_active:
        return render(request, "accounts/link_unusable.html", {"secret": secret}, status=410)
    form = NewPasswordForm(request.POST or None, user=link.user)
    if request.method == "POST" and form.is_valid():
        return _use(request, secret, form.cleaned_data["password"])
    context = {
        "form": form,
        "account": link.user,
        "rules": passwords.rules(),
        # The portal of the link, whoever is signed in here.
        "portal": PORTALS[link.user.portal],
        "nav": [],
        "instead_of": _somebody_else(request, link.user),
    }
    return render(request, "accounts/set_password.html", context)


def _somebody_else(request: HttpRequest, user: User) -> User | None:
    """Who is signed in here and will be no more once the link is used."""
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
    # By allauth, which asks for the second factor: a link in the mail is no more than a password.
    return perform_password_login(request, {"username": user.username}, Login(user=user))


@public
@require_POST
def replace_link(request: HttpRequest, secret: str) -> HttpResponse:
    """A new link instead of a used or expired one, to the same address."""
    if ratelimit.consume(request, action="reset_password", key=secret):
        actions.replace_link(secret=secret)
    return render(request, "accounts/link_sent.html")


@signed_in
@sensitive_post_parameters("current", "password", "confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change Your Password, for who is signed in."""
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.change_password(user=request.user, password=form.cleaned_data["password"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password was changed."))
        return redirect(PORTALS[request.user.portal].home)
    context = {"form": form, "account": request.user, "rules": passwords.rules()}
    return render(request, "accounts/set_password.html", context)


@method_decorator(signed_in, name="dispatch")
@method_decorator(second_factor.not_needed, name="dispatch")
class Security(IndexView):
    """What protects the sign-in: a page of allauth's that knows who must have a second factor."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_one = second_factor.has_one(self.request.user)
        required = second_factor.required_of(self.request.user, SECOND_FACTOR_ALWAYS)
        return super().get_context_data(**kwargs) | {
            "has_one": has_one,
            "must_set_up": required and not has_one,
        }


@signed_in
@second_factor.not_needed
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and go back to the door that the person came in by.

    A page that signs out by itself says where it was, for signing in to lead back there.
    """
    door = reverse(f"accounts:sign_in_{request.user.portal}")
    back = request.POST.get(REDIRECT_FIELD_NAME, "")
    logout(request)
    messages.success(request, _("You have signed out."))
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(f"{door}?{urlencode({REDIRECT_FIELD_NAME: back})}")
    return redirect(door)


@signed_in
@second_factor.not_needed
@require_POST
def stay(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """A sign of life from the warning before an idle session ends."""
    return HttpResponse(status=204)


@public
def inactive(request: HttpRequest) -> HttpResponse:
    """Where somebody ends who has the right password of an account that was deactivated."""
    return render(request, "accounts/inactive.html")


@public
def home(request: HttpRequest) -> HttpResponse:
    """The front page: a door for each."""
    return render(request, "accounts/home.html", {"doors": doors()})


@public
def sign_in_anywhere(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Where to sign in depends on who one is; the front page says so."""
    return redirect("home")
