"""A decision in the reader's language, as every page and desk shows it."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cvms.rules.answers import Answers
from cvms.rules.decisions import Reason, decide
from cvms.rules.reasons import sentence
from cvms.rules.rule_set import RuleSet
from cvms.ui.addresses import providers_url

from .models import Case, RuleSetVersion, columns_of
from .names import name_of


@dataclass(frozen=True, slots=True)
class Status:
    """What a person reads about their decision, in the current language.

    `group` and `group_name` are "" for people in no group. `opens_on` is None while no day is
    announced. `next_step` is what to do now. `providers_url` is where to make an appointment, or ""
    while the person is not eligible.
    """

    code: str
    group: str
    group_name: str
    open_now: bool
    opens_on: date | None
    headline: str
    reasons: tuple[str, ...]
    next_step: str
    not_an_appointment: str
    providers_url: str
    rule_set_name: str


def status_of_answers(answers: Answers, rule_set: RuleSetVersion, on: date) -> Status:
    """Return the status for answers that are not stored."""
    decision = decide(answers, rule_set.rules, on)
    return status_of(Case(rule_set=rule_set, code="", **columns_of(decision)))


def status_of(case: Case, zip_code: str = "") -> Status:
    """Return the status of a case; `zip_code` is used to link to providers nearby."""
    rules = case.rule_set.rules
    return Status(
        code=case.code,
        group=case.group,
        group_name=group_name(rules, case.group),
        open_now=case.open_now,
        opens_on=case.opens_on,
        headline=_headline(case),
        reasons=tuple(map(told, case.why)),
        next_step=_next_step(case),
        not_an_appointment=_(
            "This status is not an appointment. You do not need it, or an account, to get one."
        ),
        providers_url=providers_url(zip_code) if case.open_now else "",
        rule_set_name=name_of(rules),
    )


def told(reason: Reason) -> str:
    """Return a reason as a sentence in the reader's language."""
    return sentence(reason, _, get_language() or "en")


def group_name(rules: RuleSet, label: str) -> str:
    """Return the name of the group with this label in the reader's language; "" if unknown."""
    return next((name_of(group) for group in rules.groups if group.label == label), "")


def _headline(case: Case) -> str:
    if case.open_now:
        return _("You are eligible for a vaccine now.")
    if not case.group:
        return _("You are not in a vaccine group yet.")
    if case.opens_on:
        return _("You are not eligible yet. Your group opens on %(day)s.") % {
            "day": date_format(case.opens_on)
        }
    return _("You are not eligible yet. No opening day is announced for your group.")


def _next_step(case: Case) -> str:
    if case.open_now:
        return _("Make an appointment with a vaccinating provider. Any of them can vaccinate you.")
    if case.group:
        return _("There is nothing to do now. We will email you when your group opens.")
    return _(
        "There is nothing to do now. We will email you when you become eligible. If your answers "
        "change, change them here."
    )
