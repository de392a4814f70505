"""Pages to see what a draft would change, to publish it, to withdraw it, and to go back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cvms.accounts.access import requires
from cvms.accounts.idle import counts_as_idle
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.accounts.two_people import related_accounts

from ...describing import moves
from ...letters import previews
from ...models import Comparison, RuleSetVersion
from ..actions import editing, publishing
from ..forms import RevisionForm
from ..obstacles import obstacles
from ..wording import in_words

_BUTTONS = {"propose": publishing.propose, "publish": publishing.publish}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_ELIGIBILITY)
def publish(request: SignedIn, pk: int) -> HttpResponse:
    """Show the comparison, the day and the letter; a second press then publishes."""
    draft = get_object_or_404(RuleSetVersion.objects.select_related("proposed_by"), pk=pk)
    if not draft.is_draft:  # the button was pressed twice
        return redirect("eligibility:version", pk)
    if request.method == "POST" and _publish(request, draft):
        return redirect("eligibility:version", pk)
    return render(request, "eligibility/publish.html", _context(request, draft))


def _publish(request: SignedIn, draft: RuleSetVersion) -> bool:
    form = RevisionForm(request.POST)
    act = next((act for button, act in _BUTTONS.items() if button in request.POST), None)
    if act is None:
        messages.error(request, _("Nothing was changed. Press one of the buttons below."))
        return False
    try:
        if not form.is_valid():
            raise editing.Outdated
        draft = act(draft=draft, revision=form.cleaned_data["revision"], by=request.user)
    except editing.Outdated:
        messages.warning(
            request, _("This draft was changed in the meantime. Look at it, then publish it again.")
        )
        return True
    except publishing.NotPublishable:
        messages.error(request, _("Compare it with the rules in force, and correct its problems."))
        return False
    except publishing.RelatedAccounts:
        messages.error(request, _related_accounts_words())
        return False
    except publishing.NeedsSecondPerson:
        messages.error(request, _("Another person has to publish these rules."))
        return False
    _say_done(request, draft)
    return True


def _related_accounts_words() -> str:
    return _("One of you made the other's account, so another editor has to publish these rules.")


def _say_done(request: HttpRequest, draft: RuleSetVersion) -> None:
    if draft.is_draft:
        said = _("%(name)s is waiting for another person to publish it.")
    else:
        said = _("%(name)s was published.")
    messages.success(request, said % {"name": draft.title})


def _context(request: SignedIn, draft: RuleSetVersion) -> dict[str, object]:
    today = timezone.localdate()
    in_force = RuleSetVersion.objects.in_force(today)
    comparison = Comparison.objects.filter(draft=draft, before=in_force).first()
    found = obstacles(draft)
    return {
        "draft": draft,
        "in_force": in_force,
        "obstacles": list(map(in_words, found)),
        "is_sound": not draft.problems,
        "comparison": comparison,
        "moves": moves(comparison) if comparison else [],
        "at_once": draft.effective_from <= today,
        "tells_no_longer": draft.written.tells_no_longer,
        "letters": previews(),
        "may_be_published": not found and (draft.restores_id or _counted(comparison)),
        "needs_second_person": settings.RULES_NEED_SECOND_PERSON,
        "is_own_proposal": draft.proposed_by_id == request.user.pk,
        "why_not": _why_not(request, draft),
    }


def _why_not(request: SignedIn, draft: RuleSetVersion) -> str:
    """Return why this user cannot be the second person for a proposal; "" if they can."""
    asks = settings.RULES_NEED_SECOND_PERSON and draft.proposed_by_id not in (None, request.user.pk)
    same = asks and draft.proposed_by_id in related_accounts(request.user.pk)
    return _related_accounts_words() if same else ""


def _counted(comparison: Comparison | None) -> bool:
    return comparison is not None and comparison.finished_at is not None


@require_safe
@counts_as_idle
@requires(Permission.EDIT_ELIGIBILITY)
def comparison(request: SignedIn, pk: int) -> HttpResponse:
    """Render the progress of the comparison, which the page polls for."""
    drafts = RuleSetVersion.objects.drafts().select_related("proposed_by")
    draft = get_object_or_404(drafts, pk=pk)
    return render(request, "eligibility/_comparison.html", _context(request, draft))


@require_POST
@requires(Permission.EDIT_ELIGIBILITY)
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """Withdraw published rules that have not taken effect."""
    published = get_object_or_404(RuleSetVersion, pk=pk)
    try:
        publishing.withdraw(published=published, by=request.user)
    except publishing.NotWithdrawable:
        messages.error(
            request,
            _("These rules have begun or were withdrawn. Go back to earlier rules instead."),
        )
    else:
        messages.success(
            request,
            _("%(name)s was withdrawn. The rules in force stay.") % {"name": published.title},
        )
    return redirect("eligibility:version", pk)


@require_POST
@requires(Permission.EDIT_ELIGIBILITY)
def go_back(request: SignedIn, pk: int) -> HttpResponse:
    """Replace the rules in force by these earlier ones."""
    earlier = get_object_or_404(RuleSetVersion.objects.published(), pk=pk)
    try:
        made = publishing.go_back(to=earlier, by=request.user)
    except publishing.InForce:
        messages.info(request, _("These rules are in force, or have not begun."))
        return redirect("eligibility:version", pk)
    _say_done(request, made)
    return redirect("eligibility:publish" if made.is_draft else "eligibility:version", made.pk)
