"""A person's eligibility as the desk and its printed page show it."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cvms.eligibility.models import Case
from cvms.eligibility.presentation import group_name
from cvms.jurisdiction.profile import JURISDICTION

from .actions.looking_up import Answer


@dataclass(frozen=True, slots=True)
class Person:
    """All that the desk shows of a person; `kind` is the alert's, "success" if eligible now."""

    name: str
    group: str
    status: str
    kind: str
    date_of_birth: date | None
    may_register: bool  # an invited person who has not


def shown(answer: Answer) -> Person | None:
    """Return what to show of the person found, or None."""
    if answer.recipient is None:
        return None
    if answer.case is None:
        said = _("Not registered yet, so no group is decided.")
        return Person(answer.name, "", said, "warning", None, may_register=True)
    kind = "success" if answer.case.open_now else "info"
    group, status = group_of(answer.case), status_of(answer.case)
    return Person(answer.name, group, status, kind, answer.date_of_birth, may_register=False)


def group_of(case: Case) -> str:
    """Return the group's label and name, such as "3: Frontline essential workers"."""
    if not case.group:
        return _("None yet")
    return f"{case.group}: {group_name(case.rule_set.rules, case.group)}"


def status_of(case: Case) -> str:
    """Return in words whether the person is eligible, since when or from when."""
    if case.open_now and case.opens_on:
        return _("Eligible now, since %(day)s") % {"day": date_format(case.opens_on)}
    if case.opens_on:
        return _("Not eligible yet. The group opens on %(day)s") % {
            "day": date_format(case.opens_on)
        }
    if case.group:
        return _("Not eligible yet. No opening day is announced for the group")
    return _("Not eligible under today's rules")


def next_step_without_email(case: Case) -> str:
    """Return what a person without email should do now."""
    if case.open_now:
        return _("Make an appointment with a vaccinating provider. Any of them can vaccinate you.")
    return _(
        "There is nothing to do now. We cannot email you: ask any vaccinating provider from "
        "time to time, or call %(phone)s and select option %(option)s. Have your code ready."
    ) % {"phone": JURISDICTION.help_desk_phone, "option": JURISDICTION.help_desk_phone_option}
