"""Turn problems of a draft into sentences, which name fields as the editor's pages do."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cvms.rules.criterion_checks import with_gaps
from cvms.rules.problems import Code, Place, Problem
from cvms.rules.reasons import REASONS

from ..labels import QUESTIONS
from .obstacles import BEFORE_IN_FORCE, STILL_A_DRAFTS, TAKEN

SENTENCES: Mapping[str, Promise] = {
    Code.NO_VERSION: gettext_lazy("“Version” is empty. Enter it under “Edit name and dates”."),
    Code.NO_NAME: gettext_lazy("“Name” is empty. Enter it under “Edit name and dates”."),
    Code.NO_SPANISH: gettext_lazy(
        "“Name in Spanish” is empty. Enter it under “Edit name and dates”."
    ),
    Code.NO_GROUPS: gettext_lazy("There is no group. Choose “Add a group”."),
    Code.LOWEST_AGE: gettext_lazy(
        "“Lowest authorized age” is %(lowest)s. Enter an age from 0 to %(highest)s under “Edit "
        "name and dates”."
    ),
    Code.SAME_NUMBER: gettext_lazy("Another group has this “Number”. Change one of the two."),
    Code.ORDER: gettext_lazy(
        "Its place in the order, %(order)s, does not come after %(before)s, the place of Group "
        "%(label)s. Move one of the two."
    ),
    Code.GROUP_NO_NUMBER: gettext_lazy(
        "“Number” is empty. Enter the one that people know, such as 3 or 1b."
    ),
    Code.GROUP_NO_NAME: gettext_lazy("“Name” is empty. Say who the group is for."),
    Code.GROUP_NO_SPANISH: gettext_lazy(
        "“Name in Spanish” is empty. Enter it for people who read Spanish."
    ),
    Code.GROUP_NO_WAY: gettext_lazy(
        "Nobody could be in it. Add a way in under “Ways into the group”."
    ),
    Code.AGES: gettext_lazy("Enter ages from 0 to %(highest)s as “Lowest age” and “Highest age”."),
    Code.AGES_CROSSED: gettext_lazy(
        "“Lowest age” %(lowest)s is above “Highest age” %(highest)s, so nobody fits. Change one "
        "of the two."
    ),
    Code.AGE_TOO_LOW: gettext_lazy(
        "“Highest age” %(highest)s is below %(authorized)s, the “Lowest authorized age”, so "
        "nobody fits. Change one of the two, or remove this way into the group."
    ),
    Code.CONDITIONS: gettext_lazy("“Conditions” asks for %(number)s. Enter 0, 1 or 2."),
    Code.NO_ANSWER: gettext_lazy(
        "No answer to “%(question)s” is accepted, so nobody fits. Accept at least one."
    ),
    Code.UNKNOWN_REASON: gettext_lazy(
        "“%(reason)s” is not one of the sentences in “What the person is told”. Choose one."
    ),
    Code.NO_BOUND: gettext_lazy(
        "The person is told “%(reason)s”, but “%(bound)s” is empty. Enter the age, or choose "
        "another sentence in “What the person is told”."
    ),
    Code.NOT_DEMANDED: gettext_lazy(
        "The person is told “%(reason)s”, but this way also lets in people who answer "
        "“%(question)s” otherwise. Choose the answers that fit the sentence, or choose another "
        "sentence in “What the person is told”."
    ),
    Code.TOLD_ONE_LANGUAGE: gettext_lazy(
        "Your own sentence is written in one language only. Fill in “%(language)s” too, or empty "
        "both."
    ),
    Code.TOLD_WITHOUT_DEMAND: gettext_lazy(
        "“%(language)s” mentions something that this way does not ask about: %(question)s. "
        "Choose the answers that fit the sentence, or change the sentence."
    ),
    Code.TOLD_OTHER_AGE: gettext_lazy(
        "“%(language)s” says %(age)s, which is neither “Lowest age” nor “Highest age” of this "
        "way. Make them agree."
    ),
    Code.TOLD_BLANK: gettext_lazy(
        "“%(language)s” has a percent sign or a brace. Write the sentence as people are to read it."
    ),
    Code.MISSING_FIELD: gettext_lazy("The field “%(field)s” is missing."),
    Code.UNKNOWN_FIELD: gettext_lazy("“%(field)s” is not a field of a rule set."),
    Code.UNKNOWN_QUESTION: gettext_lazy("“%(question)s” is not a question."),
    Code.WRONG_VALUE: gettext_lazy("The field “%(field)s” has a value that it cannot have."),
    STILL_A_DRAFTS: gettext_lazy(
        "“%(field)s” still begins with “%(mark)s”. Under “Edit name and dates”, enter the name "
        "that recipients are to read."
    ),
    TAKEN: gettext_lazy(
        "“%(field)s” is the same as that of version %(version)s, which is published. Under “Edit "
        "name and dates”, enter another, so that people can tell them apart."
    ),
    BEFORE_IN_FORCE: gettext_lazy(
        "“Takes effect on” is before the day of version %(version)s, which is in force. Enter a "
        "later day under “Edit name and dates”."
    ),
}
FIELDS: Mapping[str, Promise] = {
    "name": gettext_lazy("Name"),
    "name_es": gettext_lazy("Name in Spanish"),
    "lowest_age": gettext_lazy("Lowest age"),
    "highest_age": gettext_lazy("Highest age"),
    "en": gettext_lazy("Own sentence in English"),
    "es": gettext_lazy("Own sentence in Spanish"),
    "counties": gettext_lazy("Counties"),
}
"""The labels, as on the pages, of fields that a problem's parameters name."""


def in_words(problem: Problem) -> str:
    """Return a problem as a sentence that begins with its place."""
    params = {name: _param(name, value) for name, value in problem.params.items()}
    sentence = SENTENCES[problem.code] % params if params else str(SENTENCES[problem.code])
    if not problem.place.group:
        return sentence
    return _("%(place)s: %(problem)s") % {"place": _where(problem.place), "problem": sentence}


def _param(name: str, value: str | int) -> str | int:
    if name == "reason":
        return _(with_gaps(REASONS[str(value)])) if value in REASONS else value
    if name == "question":
        return str({**QUESTIONS, "counties": FIELDS["counties"]}.get(str(value), value))
    if name in ("field", "bound", "language"):
        return str(FIELDS.get(str(value), value))
    return value


def _where(place: Place) -> str:
    """Return a place such as "Group 2, way 1"; just "Group 2" if the group has one way in."""
    named = _("Group %(label)s") if place.label else _("Group in place %(number)s")
    group = named % {"label": place.label, "number": place.group}
    if place.way and place.ways != 1:
        return _("%(group)s, way %(way)s") % {"group": group, "way": place.way}
    return group
