"""What the intake engine says of a file and its records, for pages and letters.

It says it in English, and so it is kept and stands in the error file; see `cvms.ui.phrases`.
"""

from django.utils.translation import gettext

from cvms import intake
from cvms.intake import catalogue
from cvms.ui.phrases import Phrases

TOO_MANY_FOR_LOW = "Use the High Volume tab for lists of up to {most:,} people."
TOO_MANY = "Divide the list into files of at most {most:,} people and upload each by this tab."
EITHER = "{one} or {other}"  # of headings that are missing
TEMPLATES = (
    TOO_MANY_FOR_LOW,
    TOO_MANY,
    catalogue.OVERSIZED_FILE,
    catalogue.OVERSIZED_ROW,
    catalogue.OVERSIZED_CELL,
    catalogue.UNCLOSED,
    catalogue.SPLIT,
    *(words for words in catalogue.PROBLEMS.values() if words != catalogue.TWO_SENTENCES),
)

problem_words = Phrases(
    TEMPLATES, within=("what", "hint"), missing=Phrases((EITHER,), within=("one", "other"))
)


def reason_words(code: intake.Code) -> str:
    """Why a record is not loaded."""
    return gettext(intake.reasons([code]))
