"""Finds the parameters in the English sentences in which problems were kept until 0004.

Frozen: the sentences are those of that time, whatever the catalogue says now.
"""

import re

_NOUNS = {
    "a ZIP archive": "archive",
    "a Numbers, Pages or Keynote document": "apple",
    "a file of binary data, or text in an unusual encoding": "binary",
    "a binary workbook (.xlsb)": "binary-workbook",
    "a compressed archive": "compressed-archive",
    "a compressed file": "compressed-file",
    "a database": "database",
    "an email message": "email",
    "an empty ZIP archive": "empty-archive",
    "a web page or an XML document": "markup",
    "a PDF": "pdf",
    "a picture": "picture",
    "a presentation": "presentation",
    "a picture or a recording": "recording",
    "a word processor's document": "rtf",
    "a web page": "web-page",
    "a Word document": "word",
    "an XML document": "xml",
}
_PATTERNS = {
    "missing-column": (
        r"No column has the heading (?P<missing>.+?); the headings found are (?P<found>.+)\. Add .*"
    ),
    "repeated-column": (
        r"The file has more than one (?P<repeated>.+?) column: (?P<found>.+)\. Keep .*"
    ),
    "no-headings": (
        r"No row with the headings (?P<wanted>.+?) was found in the first (?P<rows>\d+) rows; "
        r"the first row reads (?P<found>.+)\. Put .*"
    ),
    "too-many-records": r"The file has (?P<count>[\d,]+) records, and the limit is (?P<limit>[\d,]+)\..*",
    "not-a-spreadsheet": r"This is (?P<what>.+), not a list that can be read\..*",
    "empty": r"The file is empty\. Fill in the template's columns (?P<wanted>.+?), save it.*",
}
_REASONED = {
    "too-large": (
        (r"The file is over (?P<size>[\d.]+ \w+)\..*", "file"),
        (r"Row (?P<row>\d+) has over .*", "columns"),
        (r"A cell in row (?P<row>\d+) has over .*", "cell"),
        (r"The workbook is over .*", "unpacked"),
        (r"The workbook has cells .*", "cells"),
    ),
    "broken": (
        (r"The workbook is damaged .*", "workbook"),
        (r'A quotation mark \("\) opens in row (?P<row>\d+) .*', "quotation-mark"),
    ),
}
_PEOPLE = ["First Name", "Last Name", "Email"]
_UNITS = {"MB": 2**20, "KB": 1024, "bytes": 1}


def parameters(code, message):
    """The parameters of a problem; none where the sentence was erased or is not known."""
    if code in _REASONED:
        for pattern, reason in _REASONED[code]:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                return {"reason": reason} | _values(found)
    elif code in _PATTERNS:
        if found := re.fullmatch(_PATTERNS[code], message, re.DOTALL):
            return _values(found)
    return {}


def code_of(message):
    """The code to which a sentence belongs, where only the sentence was kept."""
    if message.startswith("The file has headings but no people"):
        return "no-records"
    if message.startswith("The file is protected"):
        return "encrypted"
    return next((code for code in (*_PATTERNS, *_REASONED) if parameters(code, message)), "broken")


def _values(found):
    values = {name: _value(name, text) for name, text in found.groupdict().items()}
    if values.get("wanted") == _PEOPLE:
        del values["wanted"]  # they go without saying
    return values


def _value(name, text):
    match name:
        case "found":
            return _quoted(text)
        case "missing":
            return text.split(" or ")
        case "wanted":
            return re.split(r", | and ", text)
        case "what":
            return _NOUNS.get(text, "binary")
        case "size":
            number, unit = text.split()
            return round(float(number) * _UNITS.get(unit, 1))
        case "count" | "limit" | "rows" | "row":
            return int(text.replace(",", ""))
    return text


def _quoted(text):
    """Cells as `"a", "b", ...` had them; a cut one is longer than shown, so that it stays cut."""
    cells = re.findall(r'"(.*?)"(?=, "|, \.\.\.$|$)', text, re.DOTALL)
    cells = [cell[:30] + "\u2026" if cell.endswith("...") else cell for cell in cells]
    return [*cells, ""] if text.endswith(", ...") else cells
