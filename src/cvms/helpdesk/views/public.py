"""The public pages: submit a request, find it again, and follow it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cvms import intake
from cvms.accounts.access import public
from cvms.accounts.limits.limits import within
from cvms.accounts.models import User
from cvms.accounts.permissions import Permission
from cvms.organizations.models import Organization
from cvms.organizations.scope import organization_of

from ..actions import requests
from ..forms import AskForm, FindForm, MessageForm
from ..links import mint
from ..models import MESSAGE_LENGTH, HelpRequest
from ..topics import EXAMPLES, Kind


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the help desk's home page with the three kinds of request."""
    kinds = [(kind.value, kind.label, EXAMPLES[kind]) for kind in Kind]
    return render(request, "helpdesk/home.html", {"kinds": kinds})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the form of one kind; once sent, redirect to the request's private page."""
    if kind not in Kind.values:
        raise Http404
    organization = _organization(request)
    form = AskForm(request.POST or None, request.FILES or None, kind=kind, initial=_known(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and _within_limit(request, form, "help_request")
    ):
        asked = requests.submit(
            kind=kind,
            language=translation.get_language(),
            by=request.user if request.user.is_authenticated else None,
            organization=organization,
            **form.details(),
        )
        messages.success(
            request,
            _(
                "Your request was sent. Its number is %(number)s. We have emailed it to you, "
                "with a link to this page."
            )
            % {"number": asked.number},
        )
        return redirect(mint([asked])[asked.pk].removeprefix(settings.BASE_URL))
    context = {"form": form, "kind": Kind(kind), "organization": organization}
    return render(request, "helpdesk/ask.html", context)


def _known(request: HttpRequest) -> dict[str, Any]:
    """Return initial values: the topic in the query string, and the signed-in person's details."""
    known = {"topic": request.GET.get("topic", "")}
    if request.user.is_authenticated:
        known |= {"name": _name(request.user), "email": request.user.email}
    return known


def _name(user: User) -> str:
    return str((getattr(user, "recipient", None) or user).full_name)


def _organization(request: HttpRequest) -> Organization | None:
    user = request.user
    if user.is_authenticated and user.may(Permission.USE_ORGANIZATION_PORTAL):
        return organization_of(request)
    return None


def _within_limit(request: HttpRequest, form: Any, action: str, key: str = "") -> bool:
    """Return whether this network address, and this email or request, are within their limits."""
    key = key or intake.email_key(form.cleaned_data["email"])
    return within(action, key, request=request, form=form)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Mail a private link again; the response is the same whether or not there is a request."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _within_limit(request, form, "help_link"):
        requests.send_link(**form.cleaned_data)
        messages.info(
            request,
            _("If there is such a request with this email, a link to it is on its way to you."),
        )
        return redirect("helpdesk:home")
    return render(request, "helpdesk/find.html", {"form": form})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a request to its requester, by the private link, in the language they asked in."""
    followed = HelpRequest.objects.with_secret(secret).first()
    if followed is None:
        typed = request.POST.get("message", "")[:MESSAGE_LENGTH]
        context = {"form": FindForm(), "typed": typed, "days": settings.HELP_LINK_DAYS}
        return render(request, "helpdesk/link_ended.html", context, status=404)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(followed.language)
    form = MessageForm(request.POST or None, request.FILES or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and _within_limit(request, form, "help_message", key=followed.number)
    ):
        said = form.cleaned_data
        requests.add_message(request=followed, text=said["message"], files=said["attached"])
        messages.success(request, _("Your message was sent. We will answer by email."))
        return redirect("helpdesk:follow", secret)
    entries = followed.entries.public().with_files().select_related("author").order_by("id")
    context = {"followed": followed, "entries": entries, "form": form, "secret": secret}
    return render(request, "helpdesk/follow.html", context)
