"""Handle the wizard's requests, for the recipient's portal and for a provider's desk.

The calling view checks permission, passes the person's draft, and returns the response.
"""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cvms.accounts.requests import SignedIn

from ..actions import answering
from ..actions.seeing import record_view
from ..forms import PageForm, typed_of
from ..models import Draft
from ..pages import BY_SLUG, CONFIRMATION, PAGES, STEPS, Page, step_of
from ..review import Line
from ..wizard import Urls, Wizard, changed_elsewhere


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form of the wizard sends besides the answers."""

    key: uuid.UUID | None  # of the draft
    revision: int  # with which the page was shown; -1 if missing
    way: str  # next, previous or pause
    change: bool  # one page of a complete draft is being changed

    @classmethod
    def of(cls, request: HttpRequest) -> "Posted":
        data = request.POST
        revision = data.get("revision", "")
        known = revision.isascii() and revision.isdecimal() and len(revision) < 10
        return cls(
            key=_uuid(data.get("draft", "")),
            revision=int(revision) if known else -1,
            way=data.get("go", "next"),
            change="change" in data or "change" in request.GET,
        )


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def draft_page(request: SignedIn, draft: Draft | None, urls: Urls, slug: str) -> HttpResponse:
    """Show or save one page of questions, or the Confirmation."""
    if slug not in (*BY_SLUG, CONFIRMATION):
        raise Http404
    posted = Posted.of(request)
    if draft is None or (request.method == "POST" and draft.key != posted.key):
        return _gone(request, urls)
    record_view(recipient=draft.recipient, by=request.user)
    wizard = Wizard(draft, urls)
    show = _confirmation if slug == CONFIRMATION else _questions
    try:
        return show(request, wizard, slug, posted)
    except answering.Gone:
        return _gone(request, urls)


def _gone(request: HttpRequest, urls: Urls) -> HttpResponse:
    if request.method == "POST":
        messages.info(request, _("These answers were already submitted or deleted."))
    return redirect(urls.start)


def _questions(request: HttpRequest, wizard: Wizard, slug: str, posted: Posted) -> HttpResponse:
    page = BY_SLUG[slug]
    if request.method != "POST":
        return _show(request, wizard, page, wizard.form(page), posted)
    form = wizard.form(page, request.POST)
    try:
        _keep(wizard, page, form, posted)
    except answering.ChangedElsewhere as changed:
        elsewhere = changed_elsewhere(page, form, changed.draft)
        wizard.draft = changed.draft
        return _show(request, wizard, page, form, posted, elsewhere)
    if posted.way == "next" and not form.is_valid():
        return _show(request, wizard, page, form, posted)
    return redirect(_onward(request, wizard, page, posted))


def _keep(wizard: Wizard, page: Page, form: PageForm, posted: Posted) -> None:
    onward = posted.way == "next" and form.is_valid()
    wizard.draft = answering.save(
        recipient=wizard.draft.recipient,
        key=wizard.draft.key,
        page=page.slug,
        typed=typed_of(form),
        next_page=wizard.after(page.slug) if onward else page.slug,
        seen=posted.revision if posted.revision >= 0 else None,
    )


def _onward(request: HttpRequest, wizard: Wizard, page: Page, posted: Posted) -> str:
    """Return the URL of the next page.

    After a change of one page it is the first page that is not complete, or the Confirmation.
    """
    if posted.way == "pause":
        messages.success(request, _paused())
        return wizard.urls.away
    if posted.way == "previous":
        return wizard.before(page.slug)
    missing = wizard.unanswered() if posted.change else None
    if posted.change and missing is None:
        return wizard.urls.page(CONFIRMATION)
    return wizard.urls.page(missing.slug if missing else wizard.after(page.slug))


def _paused() -> str:
    words = ngettext(
        "Your answers are saved. You can continue within %(days)d day, on any device.",
        "Your answers are saved. You can continue within %(days)d days, on any device.",
        settings.KEEP_DRAFTS_DAYS,
    )
    return words % {"days": settings.KEEP_DRAFTS_DAYS}


def _show(
    request: HttpRequest,
    wizard: Wizard,
    page: Page,
    form: PageForm,
    posted: Posted,
    elsewhere: tuple[Line, ...] = (),
) -> HttpResponse:
    context = {
        "form": form,
        "page": page,
        "page_number": PAGES.index(page) + 1,
        "page_count": len(PAGES),
        "change": posted.change,
        "elsewhere": elsewhere,
        "previous_url": wizard.before(page.slug),
    }
    status = 409 if elsewhere else 200
    context |= common(wizard, page.slug)
    return render(request, "registration/page.html", context, status=status)


def common(wizard: Wizard, slug: str) -> dict[str, object]:
    """Return the context that every page of the wizard needs."""
    return {
        "base": wizard.urls.base,
        "urls": wizard.urls,
        "draft": wizard.draft,
        "recipient": wizard.draft.recipient,
        "save_url": wizard.urls.save(slug),
        "steps": [step.title for step in STEPS],
        "step": step_of(slug),
        "draft_days": settings.KEEP_DRAFTS_DAYS,
    }


def _confirmation(request: SignedIn, wizard: Wizard, slug: str, posted: Posted) -> HttpResponse:
    missing = wizard.unanswered()
    if missing:
        messages.warning(request, _("Please answer the questions on this page first."))
        return redirect(wizard.urls.page(missing.slug))
    if request.method == "POST" and _submit(request, wizard, posted):
        return redirect(wizard.urls.done)
    context = {"sections": wizard.sections(), "previous_url": wizard.before(CONFIRMATION)}
    return render(request, "registration/confirmation.html", context | common(wizard, slug))


def _submit(request: SignedIn, wizard: Wizard, posted: Posted) -> bool:
    draft = wizard.draft
    try:
        answering.submit(
            recipient=draft.recipient,
            key=draft.key,
            revision=posted.revision,
            by=request.user,
        )
    except answering.NotComplete:
        messages.warning(
            request, _("Your answers were changed in another place. Check them, and submit again.")
        )
        return False
    return True


def autosave(request: HttpRequest, draft: Draft | None, slug: str) -> HttpResponse:
    """Store a page's fields while they are filled in, in case the person never presses Next.

    Return the new revision as JSON, which the next save must send; status 409 if another device
    changed the page meanwhile, and 410 if the draft no longer exists.
    """
    page, posted = BY_SLUG.get(slug), Posted.of(request)
    if page is None or draft is None or draft.key != posted.key:
        return JsonResponse({}, status=410)
    form = PageForm(page.questions, request.POST)
    try:
        draft = answering.save(
            recipient=draft.recipient,
            key=draft.key,
            page=slug,
            typed=typed_of(form),
            next_page=slug,
            seen=posted.revision if posted.revision >= 0 else None,
        )
    except answering.Gone:
        return JsonResponse({}, status=410)
    except answering.ChangedElsewhere:
        return JsonResponse({}, status=409)
    return JsonResponse({"revision": draft.revision})
