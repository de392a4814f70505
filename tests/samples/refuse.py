"""Files that are refused whole, each named for what it tries, with the words that are shown."""

import io
import random
import struct
import zipfile

from writers import HEADINGS, LIST, PEOPLE, ods, office, text, xls, xlsx, zipped

SAMPLES = {}
ANA = PEOPLE[0]
EMPTY = (
    "The file is empty. Fill in the template's columns First Name, Last Name and Email, "
    "save it, and choose it again."
)
NOBODY = (
    "The file has headings but no people below them. "
    "Add one row for each person and choose the file again."
)
USUAL = {"First Name": "first", "Last Name": "last", "Email": "email"}
SAVE_AS = "Save the list as a CSV file or an Excel workbook (.xlsx) and choose that."
LOCKED = (
    "The file is protected with a password. Save a copy without the password and choose the copy."
)
DAMAGED = (
    "The workbook is damaged or incomplete. "
    "Open it in your spreadsheet program, save it again, and choose the new file."
)
NEW_WORKBOOK = "Copy the three columns into a new workbook, save it, and choose that."
FEWER = "Keep only the columns First Name, Last Name and Email, or split the list."


def sample(name, content, code, message, params=None, **expected):
    """A file and why it is refused; a .csv is UTF-8, a workbook what it is called."""
    kind = name.rsplit(".", 1)[1]
    how = {"encoding": "utf-8"} if kind == "csv" else {"format": kind}
    problem = {"code": code, "message": message, "params": params or {}}
    SAMPLES[name] = content, {**how, **expected, "problem": problem}


def quoted(cells):
    """Cells as a message has them."""
    return ", ".join(f'"{cell}"' for cell in cells)


def unknown(name, content, what, called):
    """A file that is no list at all; `what` is its key, `called` what people call it."""
    message = f"This is {called}, not a list that can be read. {SAVE_AS}"
    nothing = {"format": None, "encoding": None}
    sample(name, content, "not-a-spreadsheet", message, {"what": what}, **nothing)


def missing(name, content, columns, found, guess=None, **expected):
    """A list without one or two of the headings."""
    message = (
        f"No column has the heading {columns}; the headings found are {quoted(found)}. "
        "Add a column with that heading, or rename the one that holds it."
    )
    params = {"missing": columns.split(" or "), "found": found, **guessing(guess)}
    sample(name, content, "missing-column", message, params, **expected)


def repeated(name, content, column, found, guess=None, **expected):
    """A list in which two headings mean the same."""
    message = (
        f"The file has more than one {column} column: {quoted(found)}. "
        "Keep one and delete the others."
    )
    params = {"repeated": column, "found": found, **guessing(guess)}
    sample(name, content, "repeated-column", message, params, **expected)


def headless(name, content, found, row=1, guess=None, **expected):
    """A list without headings; `row` is the number of the one that is quoted."""
    message = (
        "No row with the headings First Name, Last Name and Email was found in the first "
        f"11 rows; row {row} reads {quoted(found)}. Put the headings above the list."
    )
    params = {"rows": 11, "row": row, "found": found, **guessing(guess)}
    sample(name, content, "no-headings", message, params, **expected)


def guessing(columns):
    """Which column likely is which, where a table is there."""
    return {"guess": columns} if columns else {}


def unclosed(name, content, row):
    """A list with a quotation mark too many."""
    message = (
        f'A quotation mark (") opens in row {row} and is not closed before the next record. '
        "Add the closing mark or delete this one, save the file, and choose it again."
    )
    sample(name, content, "broken", message, {"reason": "quotation-mark", "row": row})


def large(name, content, what, hint, params, **expected):
    """A file that would take too much to read."""
    sample(name, content, "too-large", f"{what} {hint}", params, **expected)


def damaged(name, content, **expected):
    """A workbook that cannot be opened."""
    sample(name, content, "broken", DAMAGED, {"reason": "workbook"}, **expected)


# Nothing to read
nothing = {"format": None, "encoding": None}
sample("empty.csv", b"", "empty", EMPTY, **nothing)
sample("empty_but_for_a_mark.csv", b"\xef\xbb\xbf", "empty", EMPTY, **nothing)
sample("empty_but_for_spaces.csv", b" \r\n\t\r\n", "empty", EMPTY, **nothing)
sample("empty_but_for_commas.csv", b",,\r\n" * 30, "empty", EMPTY)
sample("empty_but_for_sep_line.csv", b"sep=;\r\n", "empty", EMPTY)
sample("empty_utf16.csv", b"\xff\xfe\r\x00\n\x00", "empty", EMPTY, encoding="utf-16")
sample("empty.xlsx", xlsx(Sheet1=[]), "empty", EMPTY)
sample("empty.xls", xls([]), "empty", EMPTY)
sample("empty.ods", ods([]), "empty", EMPTY)
sample("only_headings.csv", text([HEADINGS]), "no-records", NOBODY)
sample(
    "only_headings_and_blank_rows.csv",
    text([HEADINGS, [], ["", "", ""], [" "]]),
    "no-records",
    NOBODY,
)
sample("only_headings.xlsx", xlsx(People=[HEADINGS]), "no-records", NOBODY)
sample(
    "only_headings_libreoffice.ods", office([["Plant 7"], HEADINGS], "ods"), "no-records", NOBODY
)

# Headings
missing(
    "first_name_missing.csv",
    text([row[1:] for row in LIST]),
    "First Name",
    ["Last Name", "Email"],
    {"Last Name": "last", "Email": "email"},
)
missing(
    "last_name_missing.csv",
    text([["First Name", "Name", "Email"], ANA]),
    "Last Name",
    ["First Name", "Name", "Email"],
    {"Name": "full", "Email": "email"},
)
missing(
    "email_missing.csv",
    text([["First Name", "Last Name", "Phone"], ANA]),
    "Email",
    ["First Name", "Last Name", "Phone"],
    {"First Name": "first", "Last Name": "last", "Phone": "email"},
)
missing(
    "names_in_one_column.csv",
    text([["Name", "Email"], ["Ana Abara", ANA[2]]]),
    "First Name or Last Name",
    ["Name", "Email"],
    {"Name": "full", "Email": "email"},
)
missing(
    "email_missing_semicolon.csv",
    text([["First Name", "Last Name", "Phone"], ANA], ";"),
    "Email",
    ["First Name", "Last Name", "Phone"],
    {"First Name": "first", "Last Name": "last", "Phone": "email"},
)
missing(
    "email_missing_below_titles.xlsx",
    xlsx(People=[["Plant 7"], [], ["First Name", "Last Name"], ANA[:2]]),
    "Email",
    ["First Name", "Last Name"],
)
repeated(
    "email_twice.csv",
    text([[*HEADINGS, "E-mail Address"], [*ANA, ""]]),
    "Email",
    ["Email", "E-mail Address"],
    USUAL,
)
repeated(
    "first_name_twice.csv",
    text([["Given Name", *HEADINGS], ["", *ANA]]),
    "First Name",
    ["Given Name", "First Name"],
    USUAL,
)
repeated(
    "last_name_twice.xls",
    xls([[*HEADINGS, "Surname"], ANA]),
    "Last Name",
    ["Last Name", "Surname"],
    USUAL,
)
by_place = {"1": "first", "2": "last", "3": "email"}
headless("no_headings.csv", text(PEOPLE), ANA, guess=by_place)
eleven = text([["Plant 7"], *[[]] * 10, *LIST])
headless("eleven_rows_above.csv", eleven, HEADINGS, row=12, guess=USUAL)
headless("no_headings.xlsx", xlsx(People=PEOPLE), ANA, guess=by_place)
headless(
    "headings_in_a_hidden_sheet.xlsx",
    xlsx(Notes=[["See the other sheet"]], hidden=LIST),
    ["See the other sheet"],
)
headless(
    "a_letter.txt",
    b"Dear colleague,\r\nplease find the list attached.\r\n" * 9,
    ["Dear colleague"],
    format="csv",
    encoding="utf-8",
)

# Too much
many = [["A", "B", f"p{n}@p.test"] for n in range(5001)]
too_many = (
    "The file has 5,001 records, and the limit is 5,000. "
    "Split the list into files of at most 5,000 records each."
)
sample(
    "five_thousand_and_one.csv",
    text([HEADINGS, *many], end="\n"),
    "too-many-records",
    too_many,
    {"count": 5001, "limit": 5000},
    records=5001,
)
sample(
    "five_thousand_and_one.xlsx",
    xlsx(People=[HEADINGS, *many]),
    "too-many-records",
    too_many,
    {"count": 5001, "limit": 5000},
    records=5001,
)
large(
    "row_of_16385_columns.csv",
    text([HEADINGS, ANA, [""] * 16385]),
    "Row 3 has over 16,384 columns.",
    FEWER,
    {"reason": "columns", "row": 3},
)
large(
    "cell_of_131073_characters.csv",
    text([HEADINGS, ["x" * 131073]]),
    "A cell in row 2 has over 131,072 characters.",
    FEWER,
    {"reason": "cell", "row": 2},
)
spread = "The workbook has cells too far from the list, or too many, to be read."
large(
    "cell_in_the_farthest_corner.xls",
    xls(LIST, far=(65535, 255)),
    spread,
    NEW_WORKBOOK,
    {"reason": "cells"},
)
unpacked = "The workbook is over 50 MB once unpacked."
bomb = {"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": b" " * (51 * 2**20)}
once = {"reason": "unpacked"}
large("unpacks_to_51_megabytes.xlsx", zipped(bomb), unpacked, NEW_WORKBOOK, once, format=None)


def lying(content, size=51 * 2**20):
    """The same archive whose headers declare one byte for what unpacks to far more."""
    return content.replace(struct.pack("<I", size), struct.pack("<I", 1))


large(
    "unpacks_to_more_than_it_declares.xlsx",
    lying(zipped(bomb)),
    unpacked,
    NEW_WORKBOOK,
    once,
    format=None,
)

# Not a list
unknown("portable_document.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdf", "a PDF")
unknown("pdf_named_as_text.csv", b"%PDF-1.4\n1 0 obj\n", "pdf", "a PDF")
unknown("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(20), "picture", "a picture")
unknown("picture.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture", "a picture")
unknown("picture.bmp", b"BM" + bytes(30), "picture", "a picture")
unknown(
    "web_page.xls",
    b"<html><table><tr><td>First Name</td></tr></table></html>",
    "web-page",
    "a web page",
)
unknown(
    "web_page_with_mark.xls",
    b"\xef\xbb\xbf\n<!DOCTYPE html><html></html>",
    "web-page",
    "a web page",
)
unknown("spreadsheet_2003.xml", b'<?xml version="1.0"?><Workbook/>', "xml", "an XML document")
unknown("document.rtf", b"{\\rtf1\\ansi Ana}", "rtf", "a word processor's document")
unknown("document.docx", zipped({"word/document.xml": "<w/>"}), "word", "a Word document")
unknown(
    "document.odt",
    zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
    "archive",
    "a ZIP archive",
)
unknown("slides.pptx", zipped({"ppt/presentation.xml": "<p/>"}), "presentation", "a presentation")
unknown(
    "binary_workbook.xlsb",
    zipped({"xl/workbook.bin": b"\x83\x01"}),
    "binary-workbook",
    "a binary workbook (.xlsb)",
)
unknown(
    "list.numbers",
    zipped({"Index/Document.iwa": b"\x00"}),
    "apple",
    "a Numbers, Pages or Keynote document",
)
unknown("archive.zip", zipped({"list.csv": text(LIST)}), "archive", "a ZIP archive")
unknown("compressed.csv.gz", b"\x1f\x8b\x08\x00" + bytes(8), "compressed-file", "a compressed file")
ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
unknown("document.doc", ole + "WordDocument".encode("utf-16-le"), "word", "a Word document")
unknown(
    "message.msg", ole + "__properties_version1.0".encode("utf-16-le"), "email", "an email message"
)
no_text = "a file of binary data, or text in an unusual encoding"
noise = b"\x00" + random.Random(1).randbytes(500)
sample_of_no_text = {
    "binary.csv": noise,
    "nul_in_text.csv": text(LIST).replace(b"Bo", b"B\x00"),
    "utf16_without_mark.csv": text(LIST, encoding="utf-16-le"),
    "utf16_cut_short.csv": text(LIST, encoding="utf-16")[:-1],
}
sample(
    "shift_jis.csv",
    text([HEADINGS, ["あかり", "高橋", "a@p.example"]], encoding="shift_jis"),
    "not-a-spreadsheet",
    "Some characters in this file could not be read with certainty. "
    "Save the list as “CSV UTF-8” or as an Excel workbook (.xlsx) and choose that.",
    {"reason": "encoding"},
    encoding=None,
)
for name, content in sample_of_no_text.items():
    unknown(name, content, "binary", no_text)
    SAMPLES[name][1]["format"] = "csv"

# Locked or damaged
sample("encrypted.xlsx", None, "encrypted", LOCKED, format=None)
sample("encrypted.ods", None, "encrypted", LOCKED, format=None)
sample("encrypted.xls", None, "encrypted", LOCKED, format=None)
good = xlsx(People=LIST)
flagged = zipped({"xl/workbook.xml": "<workbook/>"}).replace(
    b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
)
sample("encrypted_archive.xlsx", flagged, "encrypted", LOCKED, format=None)
odd = zipped({"xl/workbook.xml": "<workbook/>"}, zipfile.ZIP_LZMA)
damaged("packed_in_an_unusual_way.xlsx", odd, format=None)
damaged("cut_short.xlsx", good[: len(good) // 2], format=None)
parts = zipfile.ZipFile(io.BytesIO(good))
torn = {name: parts.read(name)[: 200 if "sheet1" in name else None] for name in parts.namelist()}
damaged("sheet_cut_short.xlsx", zipped(torn))
damaged(
    "sheet_is_gone.xlsx",
    zipped({name: data for name, data in torn.items() if "sheet1" not in name}),
)
damaged("cut_short.xls", xls(LIST)[:1500])
damaged("cut_short.ods", ods(LIST)[:-300], format=None)
damaged(
    "content_is_gone.ods",
    zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
)
unclosed(
    "quote_never_closed.csv",
    text([HEADINGS, ANA]) + b'"Bo,Brook,b@p.test\r\nCy,Dunn,c@p.test\r\n',
    3,
)
unclosed(
    "quote_never_closed_in_headings.csv",
    b'First Name,"Last Name,Email\r\nAna,Abara,a@p.test\r\n',
    1,
)
unclosed("quote_at_the_very_end.csv", b'First Name,Last Name,Email\r\nAna,Abara,"a@p.test', 2)
swallowed = (
    b'First Name,Last Name,Email\n"Ana,Abara,a@p.test\nBo,Brook,b@p.test\n"Cy",Dunn,c@p.test\n'
)
unclosed("quote_closed_records_later.csv", swallowed, 2)
unclosed(
    "quote_never_closed_in_a_long_list.csv", text([HEADINGS]) + b'"' + text(many, end="\n") * 2, 2
)
