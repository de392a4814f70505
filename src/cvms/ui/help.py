"""Help & Information: the user guide as public pages, in the order of the work."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from . import navigation
from .portals import PORTALS, portal_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page of help.

    `everyone` is set if recipients need it too, and not only people who upload lists. `only` names
    the one portal whose menu has the page; "" for all portals.
    """

    slug: str
    title: "str | Promise"
    summary: "str | Promise"
    everyone: bool = False
    only: str = ""


PAGES = (
    HelpPage("overview", _("Process Overview"), _("From your list to the invitations.")),
    HelpPage("log-in", _("Log in"), _("Your invitation, username and password.")),
    HelpPage("prepare-file", _("Prepare the file"), _("The template, its columns, file types.")),
    HelpPage("low-volume", _("Low Volume"), _("Short lists: review first, then load.")),
    HelpPage("high-volume", _("High Volume"), _("Long lists, loaded in the background.")),
    HelpPage("file-errors", _("Correct file errors"), _("What each message means.")),
    HelpPage("recipients", _("View uploaded recipients"), _("Search, sort, ask for removal.")),
    HelpPage(
        "later-lists",
        _("Later lists and reminders"),
        _("Weekly lists, who has left, sending again."),
    ),
    HelpPage(
        "next-steps",
        _("Next steps for recipients"),
        _("The email, the username, and registering."),
    ),
    HelpPage(
        "your-registration",
        _("Your account and your answers"),
        _("Username, password, answers, vaccine groups, languages."),
        only="recipient",
    ),
    HelpPage("browsers", _("Supported browsers"), _("What this site works with."), everyone=True),
    HelpPage("contact", _("Contact us"), _("Phone, hours, and the help desk."), everyone=True),
)


def pages_of(portal: str) -> list[HelpPage]:
    """Return the pages that a portal's users need; recipients, for example, upload no lists."""
    if portal == "recipient":
        return [page for page in PAGES if page.everyone or page.only == portal]
    return [page for page in PAGES if not page.only]


def register_menu() -> None:
    """Add Help & Information at the end of every portal's menu."""
    for portal in PORTALS:
        menu = tuple(
            navigation.Entry(page.title, "ui:help_page", (page.slug,)) for page in pages_of(portal)
        )
        navigation.register(
            portal,
            _("Help & Information"),
            "ui:help_index",
            order=900,
            shown=navigation.always,
            menu=menu,
        )


@login_not_required
def help_index(request: "HttpRequest") -> "HttpResponse":
    """Show the help pages as cards."""
    return render(request, "ui/help/index.html", {"pages": pages_of(portal_of(request))})


@login_not_required
def help_page(request: "HttpRequest", slug: str) -> "HttpResponse":
    """Show one page of help, with links to the previous and the next one."""
    place = next((place for place, page in enumerate(PAGES) if page.slug == slug), None)
    if place is None:
        raise Http404
    context = {
        "page": PAGES[place],
        "previous": PAGES[place - 1] if place else None,
        "next": PAGES[place + 1] if place + 1 < len(PAGES) else None,
        "low_volume": intcomma(settings.LOW_VOLUME_RECORDS),
        "high_volume": intcomma(settings.HIGH_VOLUME_RECORDS),
        "upload_bytes": settings.UPLOAD_BYTES,
        "suffixes": settings.USERNAME_SUFFIXES,
        "password_length": settings.PASSWORD_LENGTH,
        "again_days": settings.AGAIN_DAYS,
        "reminder_days": settings.REMINDER_DAYS,
    }
    return render(request, f"ui/help/{slug}.html", context)


@login_not_required
def privacy(request: "HttpRequest") -> "HttpResponse":
    """Show what is stored about people, and for how long."""
    kept = {
        "keep_days": settings.KEEP_UPLOADS_DAYS,
        "draft_days": settings.KEEP_DRAFTS_DAYS,
        "request_days": settings.KEEP_REQUESTS_DAYS,
    }
    return render(request, "ui/privacy.html", kept)


@login_not_required
def accessibility(request: "HttpRequest") -> "HttpResponse":
    """Show the accessibility statement, with where to report problems."""
    return render(request, "ui/accessibility.html")
