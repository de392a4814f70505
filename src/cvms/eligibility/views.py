"""Pages of the rules for staff: all versions, one version, and the progress of decisions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cvms.accounts.access import requires
from cvms.accounts.idle import counts_as_idle
from cvms.accounts.permissions import Permission

from .describing import describe
from .drafts.obstacles import obstacles
from .drafts.wording import in_words
from .models import RuleSetVersion
from .progress import progress_of


@require_safe
@requires(Permission.SEE_ELIGIBILITY)
def versions(request: HttpRequest) -> HttpResponse:
    """List every version, the drafts first, and show which is in force."""
    people = RuleSetVersion.objects.select_related("published_by", "edited_by", "proposed_by")
    in_force = RuleSetVersion.objects.in_force(timezone.localdate())
    context = {
        "in_force": in_force,
        "drafts": people.drafts().order_by("-edited_at"),
        "published": people.exclude(state=RuleSetVersion.State.DRAFT).order_by(
            "-effective_from", "-published_at", "-pk"
        ),
        "today": timezone.localdate(),
        "progress": progress_of(in_force),
    }
    return render(request, "eligibility/versions.html", context)


@require_safe
@requires(Permission.SEE_ELIGIBILITY)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version in plain words; a draft with its problems and what can be done with it."""
    people = RuleSetVersion.objects.select_related("published_by", "edited_by")
    rule_set = get_object_or_404(people, pk=pk)
    in_force = RuleSetVersion.objects.in_force(timezone.localdate())
    context = {
        "rule_set": rule_set,
        "rules": rule_set.written,
        "groups": describe(rule_set.written),
        "obstacles": list(map(in_words, obstacles(rule_set))) if rule_set.is_draft else [],
        "is_in_force": rule_set == in_force,
        "is_to_come": rule_set.is_published and rule_set.effective_from > timezone.localdate(),
        "may_return": rule_set.may_return(in_force),
        "progress": progress_of(rule_set) if rule_set == in_force else None,
    }
    return render(request, "eligibility/version.html", context)


@require_safe
@counts_as_idle
@requires(Permission.SEE_ELIGIBILITY)
def progress(request: HttpRequest) -> HttpResponse:
    """Render how far the rules in force have decided everyone, which the page polls for."""
    in_force = RuleSetVersion.objects.in_force(timezone.localdate())
    context = {"progress": progress_of(in_force)}
    return render(request, "eligibility/_progress.html", context)
