"""What machines leave around or in the place of a name or an address.

Unwrapped where it is certain what was meant, so that `="Ann"`, `"Ann"` and `O&#39;Neil` are read;
else the checks find it, since no name has such signs.
"""

import html
import re

from cvms.intake.cells import clean
from cvms.intake.plausible import SYMBOLS

_formula_text = re.compile(r'=\s*"((?:[^"]|"")*)"').fullmatch
_quoted = re.compile(  # typographic too; not the angles, which are a form letter's gaps
    '"([^"]*)"|\u201c([^\u201c\u201d]*)\u201d|\u201e([^\u201e\u201c]*)\u201c'
    "|\u2018([^\u2018\u2019]*)\u2019|\u201a([^\u201a\u2018]*)\u2018|'([^']*)'"
).fullmatch
_entity = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LAYERS = 4  # of entities within entities, and the like

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ene|abr|ago|dic"
)
# What a spreadsheet makes of "Dec 5", and what stands before a name in a numbered list.
_MADE = (
    rf"\A\d{{1,4}}[-/ .](?:{_MONTHS})\.?(?:[-/ .]\d{{2,4}})?\Z|\A(?:{_MONTHS})-\d{{1,4}}\Z"
    r"|\A\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?\Z|\A\d{1,2}:\d\d(?::\d\d)?\Z"
    r"|\A\d{5,}(?:[.,]\d+)?\Z|\A\d{1,4}[.):]\s*[^\W\d]"
)
# Excel's, Google's and LibreOffice's errors ("#N/A", "Err:502"), what stands for nothing, the gaps
# of form letters, formulas, percent and backslash escapes, lost letters ("Jos?"), and UTF-8 that
# was read as something else.
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
    """A cleaned cell without what a program put around it."""
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
    """Return whether a cleaned name has what no name has, since a program left it there."""
    if _residue(name) is not None:
        return True
    return name.count('"') % 2 == 1
