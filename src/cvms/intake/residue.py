"""Recognize what programs leave around, or in place of, a name or an address.

If it is certain what was meant, it is removed, so that `="Ann"`, `"Ann"` and `O&#39;Neil` are read;
otherwise the checks reject it, since no name has such characters.
"""

import html
import re

from cvms.intake.cells import clean
from cvms.intake.plausible import SYMBOLS

_formula_text = re.compile(r'=\s*"((?:[^"]|"")*)"').fullmatch
_quoted = re.compile(  # typographic quotes too, but not « », which mark a form letter's fields
    '"([^"]*)"|\u201c([^\u201c\u201d]*)\u201d|\u201e([^\u201e\u201c]*)\u201c'
    "|\u2018([^\u2018\u2019]*)\u2019|\u201a([^\u201a\u2018]*)\u2018|'([^']*)'"
).fullmatch
_entity = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LAYERS = 4  # entities within entities, and the like

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ene|abr|ago|dic"
)
# What a spreadsheet turns "Dec 5" into, and the numbers before names in a numbered list.
_MADE = (
    rf"\A\d{{1,4}}[-/ .](?:{_MONTHS})\.?(?:[-/ .]\d{{2,4}})?\Z|\A(?:{_MONTHS})-\d{{1,4}}\Z"
    r"|\A\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?\Z|\A\d{1,2}:\d\d(?::\d\d)?\Z"
    r"|\A\d{5,}(?:[.,]\d+)?\Z|\A\d{1,4}[.):]\s*[^\W\d]"
)
# Excel's, Google's and LibreOffice's errors ("#N/A", "Err:502"), words for "no value", the empty
# fields of form letters, formulas, percent and backslash escapes, lost letters ("Jos?"), and
# wrongly decoded UTF-8.
_RESIDUE = (
    r"\A#|\AErr:\d|\A=|\A[+-](?:[A-Z]{1,3}\d|[A-Z]+\(|\d)|\AN/[AD]\Z"
    r"|\A[(\[<](?:blank|null|none|empty|vac[ií]as?|en blanco)[)\]>]\Z|\A\[.*\]\Z"
    r"|[{}|\\^~=*?%\xab\xbb]|\w\+\w|u00[0-9a-f]{2}|&(?:#\w+|[A-Za-z]\w*);"
    rf"|[^\W\d_][{SYMBOLS}]|[{SYMBOLS}][^\W\d_]"
    "|[\xc3\xc4\xc5][\u0160\u0161\u0152\u0153\u017d\u017e\u0178\xaa\xba\xb5]"
    f"|{_MADE}"
)
_residue = re.compile(_RESIDUE, re.IGNORECASE).search


def unwrapped(cell: str) -> str:
    """Return the cleaned cell without what a program put around it."""
    text = clean(cell)
    if text.isalnum():
        return text
    for _ in range(_LAYERS):
        before = text
        if found := _formula_text(text):
            text = found[1].replace('""', '"')
        elif found := _quoted(text):
            text = found[found.lastindex or 0]
        if "&" in text:
            text = _entity.sub(lambda entity: html.unescape(entity[0]), text)
        if text == before:
            break
        text = clean(text)
    return text


def is_residue(name: str) -> bool:
    """Return whether a cleaned name contains something that a program left there."""
    if _residue(name) is not None:
        return True
    return name.count('"') % 2 == 1
