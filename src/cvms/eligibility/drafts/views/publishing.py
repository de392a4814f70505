"""What a draft would change, and the click that publishes it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cvms.accounts.access import requires
from cvms.accounts.idle import no_sign_of_life
from cvms.accounts.permissions import Permission

from ...describing import moves
from ...models import Comparison, RuleSetVersion
from .. import actions
from ..forms import RevisionForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_ELIGIBILITY)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The comparison and the day; publishing is the second click."""
    draft = get_object_or_404(RuleSetVersion, pk=pk)
    if not draft.is_draft:  # a second click that came twice
        return redirect("eligibility:version", pk)
    if request.method == "POST" and _publish(request, draft):
        return redirect("eligibility:version", pk)
    return render(request, "eligibility/publish.html", _context(draft))


def _publish(request: HttpRequest, draft: RuleSetVersion) -> bool:
    form = RevisionForm(request.POST)
    try:
        if not form.is_valid():
            raise actions.Outdated
        actions.publish(draft=draft, revision=form.cleaned_data["revision"], by=request.user)
    except actions.Outdated:
        messages.warning(
            request, _("This draft has changed meanwhile. Look at it, then publish it again.")
        )
        return True
    except actions.NotPublishable:
        messages.error(request, _("Count whom it moves first, and correct its problems."))
        return False
    messages.success(request, _("%(name)s was published.") % {"name": draft.title})
    return True


def _context(draft: RuleSetVersion) -> dict[str, object]:
    today = timezone.localdate()
    in_force = RuleSetVersion.objects.in_force(today)
    comparison = Comparison.objects.filter(draft=draft, before=in_force).first()
    return {
        "draft": draft,
        "in_force": in_force,
        "obstacles": actions.obstacles(draft),
        "is_sound": not draft.problems,
        "comparison": comparison,
        "moves": moves(comparison) if comparison else [],
        "at_once": draft.effective_from <= today,
    }


@require_safe
@no_sign_of_life
@requires(Permission.EDIT_ELIGIBILITY)
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the counting is; the page asks for it by itself."""
    draft = get_object_or_404(RuleSetVersion.objects.drafts(), pk=pk)
    return render(request, "eligibility/_comparison.html", _context(draft))
