"""A request's way through the wizard, the same for a recipient and for a provider's desk.

The calling view says who may, hands over the person's `Wizard`, and gets the answer to send.
"""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..actions import answering
from ..answers import seen
from ..forms import PageForm, typed_of
from ..models import Draft
from ..pages import BY_SLUG, CONFIRMATION, STEPS, Page, step_of
from ..wizard import Urls, Wizard


def draft_page(request: HttpRequest, draft: Draft | None, urls: Urls, slug: str) -> HttpResponse:
    """One page of questions, or the Confirmation."""
    if draft is None or str(draft.key) != request.POST.get("draft", str(draft.key)):
        return _gone(request, urls)
    seen(recipient=draft.recipient, by=request.user)
    wizard = Wizard(draft, urls)
    try:
        if slug == CONFIRMATION:
            return _confirmation(request, wizard)
        if slug not in BY_SLUG:
            raise Http404
        return _questions(request, wizard, BY_SLUG[slug])
    except answering.Gone:
        return _gone(request, urls)


def _gone(request: HttpRequest, urls: Urls) -> HttpResponse:
    if request.method == "POST":
        messages.info(request, _("These answers were submitted already, or given up."))
    return redirect(urls.start)


def _questions(request: HttpRequest, wizard: Wizard, page: Page) -> HttpResponse:
    if request.method != "POST":
        return _show(request, wizard, page, wizard.form(page))
    form = wizard.form(page, request.POST)
    way = request.POST.get("go", "next")
    onward = way == "next" and form.is_valid()
    _keep(wizard, page, form, wizard.after(page.slug) if onward else page.slug)
    if way == "pause":
        messages.success(request, _paused())
        return redirect(wizard.urls.away)
    if way == "previous":
        return redirect(wizard.before(page.slug))
    if not onward:
        return _show(request, wizard, page, form)
    return redirect(_onward(request, wizard, page))


def _paused() -> str:
    words = ngettext(
        "Your answers are saved. You can go on within %(days)d day, on any device.",
        "Your answers are saved. You can go on within %(days)d days, on any device.",
        settings.KEEP_DRAFTS_DAYS,
    )
    return words % {"days": settings.KEEP_DRAFTS_DAYS}


def _onward(request: HttpRequest, wizard: Wizard, page: Page) -> str:
    """The next page; for who came to change one answer, what is left, mostly the Confirmation."""
    if "change" not in request.POST:
        return wizard.urls.page(wizard.after(page.slug))
    missing = wizard.unanswered()
    return wizard.urls.page(missing.slug if missing else CONFIRMATION)


def _keep(wizard: Wizard, page: Page, form: PageForm, next_page: str) -> None:
    wizard.draft = answering.save(
        recipient=wizard.draft.recipient,
        key=wizard.draft.key,
        page=page.slug,
        typed=typed_of(form, form.data),
        next_page=next_page,
    )


def _show(request: HttpRequest, wizard: Wizard, page: Page, form: PageForm) -> HttpResponse:
    context = {
        "form": form,
        "page": page,
        "change": "change" in request.GET or "change" in request.POST,
        "previous_url": wizard.before(page.slug),
    }
    return render(request, "registration/page.html", context | common(wizard, page.slug))


def common(wizard: Wizard, slug: str) -> dict[str, object]:
    """What every page of the wizard shows."""
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


def _confirmation(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    missing = wizard.unanswered()
    if missing:
        messages.warning(request, _("Please answer the questions on this page first."))
        return redirect(wizard.urls.page(missing.slug))
    if request.method == "POST" and _submit(request, wizard):
        return redirect(wizard.urls.done)
    context = {"sections": wizard.sections(), "previous_url": wizard.before(CONFIRMATION)}
    return render(request, "registration/confirmation.html", context | common(wizard, CONFIRMATION))


def _submit(request: HttpRequest, wizard: Wizard) -> bool:
    draft, revision = wizard.draft, request.POST.get("revision", "")
    try:
        answering.submit(
            recipient=draft.recipient,
            key=draft.key,
            revision=int(revision) if revision.isdecimal() else -1,
            by=request.user,
        )
    except answering.NotComplete:
        messages.warning(
            request, _("Your answers were changed in another place. Check them, and submit again.")
        )
        return False
    return True


def autosave(request: HttpRequest, draft: Draft | None, slug: str) -> HttpResponse:
    """What is being typed is kept, in case the person never comes to Next. Says nothing."""
    page = BY_SLUG.get(slug)
    key = _uuid(request.POST.get("draft", ""))
    if page and draft and key:
        form = PageForm(page.questions, request.POST)
        try:
            answering.save(
                recipient=draft.recipient,
                key=key,
                page=slug,
                typed=typed_of(form, request.POST),
                next_page=slug,
            )
        except answering.Gone:
            return HttpResponse(status=204)
    return HttpResponse(status=204)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
