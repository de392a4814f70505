"""Pages to create, edit, try out, compare and discard a draft."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.rules.rule_set import Group, RuleSet

from ...describing import called
from ...models import RuleSetVersion
from .. import rearranging
from ..actions import editing, publishing
from ..forms import ExampleForm, GeneralForm, GroupForm, NamesForm, RevisionForm, criteria_formset
from ..trying import outcomes

View = Callable[..., HttpResponse]


def _of_draft(view: View) -> View:
    """Restrict a view to editors and pass it the draft; published versions give 404."""

    @wraps(view)
    def inner(request: HttpRequest, pk: int, *args: Any, **options: Any) -> HttpResponse:
        draft = get_object_or_404(RuleSetVersion.objects.drafts(), pk=pk)
        try:
            return view(request, draft, *args, **options)
        except editing.Outdated:
            messages.warning(
                request,
                _("Somebody else changed this draft in the meantime. Look at it, then try again."),
            )
        return redirect("eligibility:version", pk)

    return requires(Permission.EDIT_ELIGIBILITY)(inner)


@require_POST
@requires(Permission.EDIT_ELIGIBILITY)
def new_draft(request: SignedIn, pk: int) -> HttpResponse:
    """Copy a version into a draft."""
    source = get_object_or_404(RuleSetVersion, pk=pk)
    draft = editing.new_draft(source=source, by=request.user)
    return redirect("eligibility:version", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@_of_draft
def edit(request: SignedIn, draft: RuleSetVersion) -> HttpResponse:
    """Edit what applies to the whole draft: its names, day and lowest age."""
    form = GeneralForm(request.POST or None, draft=draft)
    if request.method == "POST" and form.is_valid():
        return _save(request, draft, form, form.as_rules())
    return render(request, "eligibility/edit.html", {"form": form, "draft": draft})


def _save(
    request: SignedIn, draft: RuleSetVersion, form: NamesForm, rules: RuleSet
) -> HttpResponse:
    revision = form.cleaned_data["revision"]
    editing.edit(draft=draft, revision=revision, rules=rules, by=request.user)
    messages.success(request, _("The draft was saved."))
    if form.spanish_is_left_behind:
        messages.warning(
            request,
            _("You changed “Name” and left “Name in Spanish” as it was. Check that both agree."),
        )
    return redirect("eligibility:version", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@_of_draft
def group(request: SignedIn, draft: RuleSetVersion, place: int) -> HttpResponse:
    """Edit one group: its words, and its criteria as rows that can be added and removed."""
    rules = draft.written
    if place >= len(rules.groups):
        raise Http404
    edited = rules.groups[place]
    form = GroupForm(request.POST or None, group=edited, revision=draft.revision)
    adding = "add" in request.POST
    data = _with_one_more(request.POST) if adding else request.POST
    criteria = criteria_formset(data or None, edited, extra=0 if edited.criteria else 1)
    if request.method == "POST" and not adding and form.is_valid() and criteria.is_valid():
        groups = rearranging.replaced(rules.groups, place, _as_group(edited, form, criteria))
        return _save(request, draft, form, replace(rules, groups=groups))
    context = {"form": form, "criteria": criteria, "draft": draft, "group": edited}
    return render(request, "eligibility/group.html", context)


def _with_one_more(posted: QueryDict) -> QueryDict:
    """Return the posted data with one more row."""
    data = posted.copy()
    rows = data.get("criteria-TOTAL_FORMS", "")
    data["criteria-TOTAL_FORMS"] = str(int(rows) + 1) if rows.isdecimal() else "1"
    return data


_WORDS = ("label", "name", "name_es", "opens_on", "source", "note")


def _as_group(edited: Group, form: GroupForm, criteria: Any) -> Group:
    words = {field: form.cleaned_data[field] for field in _WORDS}
    return replace(edited, criteria=criteria.as_criteria(), **words)


@require_POST
@_of_draft
def arrange(request: SignedIn, draft: RuleSetVersion) -> HttpResponse:
    """Add a group, move one up or down, or remove it."""
    form = RevisionForm(request.POST)
    act, _, place = request.POST.get("act", "").partition(" ")
    groups = rearranging.arranged(draft.written.groups, act, place)
    if not form.is_valid() or groups is None:
        raise editing.Outdated
    rules = replace(draft.written, groups=groups)
    revision = form.cleaned_data["revision"]
    editing.edit(draft=draft, revision=revision, rules=rules, by=request.user)
    if act == "add":
        return redirect("eligibility:group", draft.pk, len(groups) - 1)
    if act == "remove":
        _say_removed(request, draft.written.groups[int(place)])
    return redirect("eligibility:version", draft.pk)


def _say_removed(request: HttpRequest, group: Group) -> None:
    messages.success(
        request,
        _("Group %(group)s was removed from this draft. The rules in force have not changed.")
        % {"group": called(group)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@_of_draft
def try_out(request: HttpRequest, draft: RuleSetVersion) -> HttpResponse:
    """Decide an example person by the draft and by the rules in force, side by side."""
    form = ExampleForm(request.POST or None)
    on = max(timezone.localdate(), draft.effective_from)
    context = {"form": form, "draft": draft, "on": on}
    if request.method == "POST" and form.is_valid():
        in_force = RuleSetVersion.objects.in_force(timezone.localdate())
        context["outcomes"] = outcomes(form.answers, in_force.rules, draft.written, on)
        context["in_force"] = in_force
    return render(request, "eligibility/try.html", context)


@require_POST
@_of_draft
def compare(request: HttpRequest, draft: RuleSetVersion) -> HttpResponse:
    """Start to count the people whom the draft would move."""
    form = RevisionForm(request.POST)
    if not form.is_valid():
        raise editing.Outdated
    try:
        publishing.compare(draft=draft, revision=form.cleaned_data["revision"])
    except publishing.NotPublishable:
        messages.error(request, _("Correct the problems of the draft first."))
        return redirect("eligibility:version", draft.pk)
    return redirect("eligibility:publish", draft.pk)


@require_POST
@_of_draft
def discard(request: SignedIn, draft: RuleSetVersion) -> HttpResponse:
    """Delete the draft."""
    form = RevisionForm(request.POST)
    if not form.is_valid():
        raise editing.Outdated
    editing.discard(draft=draft, revision=form.cleaned_data["revision"], by=request.user)
    messages.success(request, _("The draft %(name)s was discarded.") % {"name": draft.version})
    return redirect("eligibility:versions")
