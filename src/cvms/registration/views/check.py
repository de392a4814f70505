"""The page that tells anybody whether they are eligible, from five answers that are not stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cvms.accounts.access import public
from cvms.eligibility.models import RuleSetVersion
from cvms.eligibility.presentation import status_of_answers

from ..check_form import CheckForm


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@public
def check(request: HttpRequest) -> HttpResponse:
    """Ask five questions, and show what the rules in force decide; store nothing."""
    today = timezone.localdate()
    rule_set = RuleSetVersion.objects.in_force(today)
    form = CheckForm(request.POST or None, rules=rule_set.rules)
    status = None
    if request.method == "POST" and form.is_valid():
        status = status_of_answers(form.answers(), rule_set, today)
    return render(request, "registration/check.html", {"form": form, "status": status})
