"""Turn the intake engine's codes into sentences in the reader's language."""

from typing import Any

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cvms import intake


def _number(count: int) -> str:
    return str(number_format(count, use_l10n=True, force_grouping=True))


READERS = intake.Language(gettext, _number)  # of the request, or of the letter's reader
TOO_MANY = {
    "low": _("Use the High Volume tab for lists of up to {most} people."),
    "high": _("Divide the list into files of at most {most} people and upload each on this tab."),
}


def problem_words(code: str, params: dict[str, Any], volume: str) -> str:
    """Return why a file is not loaded and what to do; `volume` is the tab it was uploaded on."""
    advice = None
    if code == intake.ProblemCode.TOO_MANY_RECORDS:
        advice = gettext(TOO_MANY[volume]).format(most=_number(settings.HIGH_VOLUME_RECORDS))
    return intake.problem_sentence(code, params, READERS, advice)


def notice_words(notice: dict[str, Any]) -> str:
    """Return the sentence of a notice, which is as `intake.Notice.stored` returns it."""
    return intake.notice_sentence(notice["code"], notice["params"], READERS)


def reason_words(code: intake.Code) -> str:
    """Return why a record is not loaded."""
    return gettext(intake.reasons([code]))
