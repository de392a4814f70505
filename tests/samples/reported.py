"""Lists of the kinds that people have reported as read wrongly, each with the right report.

They are added to the samples of load, reject and refuse.
"""

import io
import zipfile

import notices as say
import openpyxl
from load import book
from load import sample as good
from refuse import headless, missing
from refuse import sample as refused
from reject import (
    BAD_EMAIL,
    BAD_FIRST,
    BAD_LAST,
    TOO_LONG_A_ROW,
    no,
    rows,
)
from reject import sample as some
from writers import HEADINGS, PEOPLE, ods, saved, text, xls, xlsx, zipped

H = b"First Name,Last Name,Email\r\n"
ANN, BO = ["Ann", "Lee", "ann@corp.example"], ["Bo", "Li", "bo@corp.example"]
TWO = [HEADINGS, ANN, BO]


# 1. A wrong encoding
def accented(name, encoding, called, *people):
    """A list in an encoding that the file does not say."""
    cells = [[*person, f"p{n}@corp.example"] for n, person in enumerate(people)]
    shown = [" ".join(person) for person in people if not "".join(person).isascii()][:2]
    content = text([HEADINGS, *cells], encoding=encoding)
    doubt = [say.guessed(called, *shown)]
    good(name, content, len(people), encoding=called, notices=doubt)


good(
    "mac_roman.csv",
    H[:-2]
    + "\rJosé,Muñoz,jose@corp.example\rZoë,Sánchez,zoe@corp.example\r".encode("mac_roman")
    + "Björn,Gómez,bjorn@corp.example\r".encode("mac_roman"),
    encoding="mac-roman",
    notices=[say.guessed("mac-roman", "José Muñoz", "Zoë Sánchez")],
)
accented("mac_roman_garcia.csv", "mac_roman", "mac-roman", ("Ana", "García"), ("Luis", "Martínez"))
accented("dos_850.csv", "cp850", "cp850", ("José", "Muñoz"), ("Zoë", "Sánchez"), ("Bo", "Li"))
accented("dos_437.csv", "cp437", "cp850", ("José", "Muñoz"), ("Björn", "Müller"))
accented(
    "polish_windows.csv", "cp1250", "windows-1250", ("Łukasz", "Świątek"), ("Żaneta", "Wójcik")
)
accented("czech_windows.csv", "cp1250", "windows-1250", ("Jiří", "Dvořák"))
accented("chinese_windows.csv", "gb18030", "gb18030", ("明", "李"), ("芳", "王"), ("秀英", "张"))
accented("russian_windows.csv", "cp1251", "windows-1251", ("Иван", "Иванов"), ("Мария", "Смирнова"))
accented("chinese_big5.csv", "big5", "big5", ("偉", "王"), ("芳", "李"))
good(  # in DOS this is "Leá"
    "windows_1252_space_that_may_be_a_letter.csv",
    H + b"Ann,Le\xa0,ann@corp.example\r\n",
    1,
    encoding="windows-1252",
    notices=[say.guessed("windows-1252", "Ann Le")],
)
mixed_lines = (
    H
    + "José,Muñoz,jose@corp.example\r\nZoë,Nuñez,zoe@corp.example\r\n".encode()
    + b"Ren\xe9e,Roy,renee@corp.example\r\n"
)
good("utf8_with_one_1252_byte.csv", mixed_lines, notices=[say.mixed("Renée Roy")])
good(
    "utf8_with_one_1252_byte_in_an_ignored_column.csv",
    b"First Name,Last Name,Email,Notes\r\n"
    + "José,Muñoz,jose@corp.example,ok\r\nZoë,Nuñez,zoe@corp.example,ok\r\n".encode()
    + b"Ann,Lee,ann@corp.example,caf\xe9\r\n",
    ignored_columns=["Notes"],
)
good(
    "utf8_with_one_1252_byte_beside_utf8.csv",
    b"First Name,Last Name,Email,Site\r\n"
    + "José,Muñoz,jose@corp.example,".encode()
    + b"Caf\xe9\r\n"
    + "Zoë,Nuñez,zoe@corp.example,North\r\n".encode(),
    2,
    notices=[say.mixed("José Muñoz")],
    ignored_columns=["Site"],
)
wrong = "José,Muñoz,jose@corp.example\r\nŁukasz,Íñigo,l@corp.example\r\n".encode()
wrong = "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in wrong)
good(
    "utf8_encoded_twice.csv",
    H + wrong.encode(),
    2,
    notices=[say.twice("José Muñoz", "Łukasz Íñigo")],
)
half = "José,Muñoz,jose@corp.example\r\nRenÃ©e,Roy,renee@corp.example\r\n"
good(
    "utf8_of_which_one_line_is_encoded_twice.csv",
    H + half.encode(),
    2,
    notices=[say.twice("José Muñoz", "Renée Roy")],
)
rows(
    "utf8_read_as_something_else.csv",
    (["Jos√©", "Lee", "a@corp.example"], [BAD_FIRST]),
    (["Jos├®", "Lee", "b@corp.example"], [BAD_FIRST]),
    (["Jos?", "Mu?oz", "c@corp.example"], [BAD_FIRST, BAD_LAST]),
    (["Renée", "Roy", "d@corp.example"], []),
)
rows(
    "names_without_a_letter.csv",
    (["-", "Lee", "a@corp.example"], [BAD_FIRST]),
    (["Bo", "∞∂", "b@corp.example"], [BAD_LAST]),
    (["☎", "...", "c@corp.example"], [BAD_FIRST, BAD_LAST]),
    (["王", "-Ho", "d@corp.example"], []),
)
rows(
    "undefined_for_a_name.csv",
    (["undefined", "Lee", "a@corp.example"], [BAD_FIRST]),
    (["Bo", "undefined", "b@corp.example"], [BAD_LAST]),
)
rows(
    "telephone_number_in_a_name.csv",
    (["Call 919-555-0100", "Lee", "a@corp.example"], [BAD_FIRST]),
    (["Bo", "5550100 prize", "b@corp.example"], [BAD_LAST]),
    (["X Æ A-12", "Li", "c@corp.example"], []),
)
for name, encoding, people in (
    ("hebrew_windows.csv", "cp1255", ("דוד", "כהן")),
    ("vietnamese_windows.csv", "cp1258", ("Trâ\u0300n", "Nguyê\u0303n")),
    ("russian_koi8.csv", "koi8-r", ("Иван", "Иванов")),
    ("chinese_one_character.csv", "gb18030", ("明", "李")),
):
    refused(
        name,
        text([HEADINGS, [*people, "p@corp.example"]], encoding=encoding),
        "not-a-spreadsheet",
        "Some characters in this file could not be read with certainty. "
        "Save the list as “CSV UTF-8” or as an Excel workbook (.xlsx) and choose that.",
        {"reason": "encoding"},
        format="csv",
        encoding=None,
    )

# 2. Cells beyond the headings
E = b"Email,Last Name,First Name\r\n"
some(
    "comma_in_name_email_first.csv",
    E + b"ann@corp.example,Smith, Jr.,Ann\r\nbo@corp.example,Li,Bo\r\n",
    2,
    no(1, "Jr.", "Smith", "ann@corp.example", BAD_FIRST, TOO_LONG_A_ROW),
)
some(
    "comma_in_name_and_empty_last_column.csv",
    b"Email,Last Name,First Name,Dept\r\nann@corp.example,Smith, Jr.,Ann,\r\n"
    b"bo@corp.example,Li,Bo,HR\r\n",
    2,
    no(1, "Jr.", "Smith", "ann@corp.example", BAD_FIRST, TOO_LONG_A_ROW),
    ignored_columns=["Dept"],
)
some(
    "comma_in_name_below_a_blank_heading.csv",
    b"Email,Last Name,First Name,\r\nann@corp.example,Smith,Mary, Ann\r\n"
    b"bo@corp.example,Li,Bo,\r\n",
    2,
    no(1, "Mary", "Smith", "ann@corp.example", TOO_LONG_A_ROW),
)
some(
    "semicolon_in_name.csv",
    b"Email;Last Name;First Name\r\nann@corp.example;Smith; III;Ann\r\nbo@corp.example;Li;Bo\r\n",
    2,
    no(1, "III", "Smith", "ann@corp.example", BAD_FIRST, TOO_LONG_A_ROW),
)
some(
    "cells_beyond_the_headings.csv",
    text([HEADINGS, [*ANN, "left over", "", "more"], BO]),
    2,
    no(1, *ANN, TOO_LONG_A_ROW),
)
good("commas_at_the_end_of_each_row.csv", H + b"Ann,Lee,ann@corp.example,,\r\n" * 1, 1)
good(
    "column_without_heading.csv",
    text([HEADINGS, *([*person, "Raleigh"] for person in (*PEOPLE, ANN))]),
    4,
    notices=[say.loose(4)],
)
book(
    "cells_beyond_the_headings.xlsx",
    xlsx(People=[HEADINGS, [*ANN, None, "ask HR"], BO]),
    2,
    notices=[say.loose(1)],
)

# 3. Headings that a person would understand
good(
    "headings_with_required.csv",
    b"First Name [Required],Last Name [Required],Email Address [Required],Password [Required]\r\n"
    b"Ann,Lee,ann@corp.example,****\r\n",
    1,
    ignored_columns=["Password [Required]"],
)
good(
    "headings_with_notes.csv", text([["First Name (legal)", "Last Name*", "Email (work)"], ANN]), 1
)
spanish = ["Nombre", "Apellidos", "Correo electrónico"]
good("headings_in_spanish.csv", text([spanish, ANN, BO]), 2)
decomposed = ["Nombre(s)", "Apellido", "CORREO ELECTRO\u0301NICO"]
good("headings_in_spanish_capitals.csv", text([decomposed, ANN]), 1)
good("whole_line_quoted.csv", b"".join(b'"%s"\r\n' % b",".join(x) for x in (
    (b"First Name", b"Last Name", b"Email"), (b"Ann", b"Lee", b"ann@corp.example"),
    (b"Bo", b"Li", b"bo@corp.example"))), 2)  # fmt: skip
good("whole_line_quoted_below_headings.csv", H + b'"Ann,Lee,ann@corp.example"\r\n', 1)
inner = b'"First Name;Last Name;Email"\r\n"Ann;""Lee; Jr"";ann@corp.example"\r\n'
good("whole_line_quoted_with_marks_inside.csv", inner, 1)
good(
    "full_width_commas.csv",
    "First Name#Last Name#Email\r\nAnn#Lee#ann@corp.example\r\n".replace("#", "\uff0c").encode()
    + b"Bo,Li,bo@corp.example\r\n",
    2,
)
hr = [
    ["Piedmont Plant - Active Employees", *[""] * 7],
    ["Report run 01/15/2021 07:02 by HRIS", *[""] * 7],
    [""] * 8,
    ["Employee ID", "Legal First Name", "Legal Last Name", "Preferred Name", "Work Email",
     "Personal Email", "Location", "Hire Date"],
    ["100234", "Ann", "Lee", "Annie", "ann.lee@plant.example", "ann@home.example", "Raleigh",
     "2015-03-02"],
    ["100235", "José", "Muñoz Vega", "Pepe", "jose.munoz@plant.example", "", "Durham",
     "2019-11-18"],
    ["100236", "Thi Hoa", "Nguyễn", "", "", "hoa@home.example", "Raleigh", "2020-07-01"],
]  # fmt: skip
legal = {"Legal First Name": "first", "Legal Last Name": "last", "Work Email": "email"}
headless("hr_export.csv", text(hr, end="\n"), hr[3], row=4, guess=legal)
headless("hr_export.xlsx", xlsx(Export=hr), hr[3], row=4, guess=legal)
headless(
    "hr_export_of_whole_names.csv",
    text([["Worker", "Business Email", "Cost Center"], ["Lee, Ann", ANN[2], "12"]]),
    ["Worker", "Business Email", "Cost Center"],
    guess={"Worker": "full", "Business Email": "email"},
)
surnames = ["Nombre", "Primer Apellido", "Segundo Apellido", "Correo"]
missing(
    "two_surnames.csv",
    text([surnames, ["Ana", "Díaz", "Gil", ANN[2]]]),
    "Last Name",
    surnames,
    guess={"Nombre": "first", "Primer Apellido": "last", "Correo": "email"},
)  # fmt: skip

# 4. What machines leave
good(
    "backslash_escaped_quotes.csv",
    b'"First Name","Last Name","Email"\n"Ann \\"Annie\\"","Lee","ann@corp.example"\n'
    b'"Bo","O\\\'Neil","bo@corp.example"\n"Cy","Ma","cy@corp.example"\n',
)
good(
    "equals_quoted_cells.csv",
    H + b'="Ann",="Lee",ann@corp.example\r\n="Bo",="Li",bo@corp.example\r\n',
    2,
)
good("entities_of_web_pages.csv", H + b"Jos&eacute;,O&#39;Neil,ann&#64;corp.example\r\n", 1)
good("quoted_twice.csv", H + b'"""Ann""","""Lee""","""ann@corp.example"""\r\n', 1)
excel = [["#N/A", "Lee"], ["Bo", "#REF!"], ["#NAME?", "#VALUE!"], ["Di", "#SPILL!"]]
errors = [[BAD_FIRST], [BAD_LAST], [BAD_FIRST, BAD_LAST], [BAD_LAST]]
rows(
    "excel_error_texts.csv",
    *(
        ([*cells, f"{email}@corp.example"], wrong)
        for cells, email, wrong in zip(excel, ("ann", "bo", "cy", "di"), errors, strict=True)
    ),
)
rows(
    "residue_of_programs.csv",
    *(
        ([cell, "Lee", f"p{n}@corp.example"], [BAD_FIRST])
        for n, cell in enumerate(
            [
                "=A2&B2",
                "+A2",
                "#N/D",
                "#¡REF!",
                "Err:502",
                "{{first_name}}",
                "*|FNAME|*",
                "%FIRST%",
                "«Nombre»",
                "[First Name]",
                "(blank)",
                "Ann%20Lee",
                "Ann+Lee",
                "Annu003e",
                "N/A",
                "Ann\\Lee",
                'Ann"',
                "Jr.",
                "&unknown;",
            ]
        )
    ),
)
rows(
    "residue_before_addresses.csv",
    *(
        (["Ann", "Lee", f"{before}ann@corp.example"], [BAD_EMAIL])
        for before in ("%20", "u003e", "`", "'", "\\", "mailto:")
    ),
)

rows(
    "dates_and_numbers_for_names.csv",
    *(
        ([cell, "Lee", f"p{n}@corp.example"], [BAD_FIRST])
        for n, cell in enumerate(
            [
                "5-Dec",
                "Mar-1",
                "1-ene",
                "12/5",
                "5/12/20",
                "2020-12",
                "44169",
                "44169.5",
                "12:30",
                "1. Ann",
                "2) Bo",
                "3.Cy",
            ]
        )
    ),
    (["May", "Lee", "may@corp.example"], []),
    (["June", "March", "june@corp.example"], []),
    (["Jan-Erik", "August", "jan@corp.example"], []),
    (["Ann 2", "Lee", "ann2@corp.example"], []),
)
good(
    "typographic_quotes_around.csv",
    text(
        [
            HEADINGS,
            ["\u201cAnn\u201d", "\u2018Lee\u2019", "\u201cann@corp.example\u201d"],
            ["'Bo'", "\u201eLi\u201c", "bo@corp.example"],
            ["D\u2019Andre", "O'Neil", "d@corp.example"],
        ]
    ),
)
rows(
    "written_by_mail_programs.csv",
    *(
        (["Ann", "Lee", cell], [BAD_EMAIL])
        for cell in (
            "Ann Lee <ann@corp.example>",
            "<bo@corp.example>",
            "MAILTO:cy@corp.example?a=b",
        )
    ),
)

# 5. Quotation that is right
note = b"Reach her by phone, or at ann@home.example, or by post, or in person\r\nBack on Monday"
notes = b"First Name,Last Name,Email,Notes\r\n"
good(
    "two_line_note_with_address.csv",
    notes + b'Ann,Lee,ann@corp.example,"%s"\r\nBo,Li,bo@corp.example,\r\n' % note,
    2,
    ignored_columns=["Notes"],
)
good(
    "note_with_blanks_behind_its_mark.csv",
    notes + b'Ann,Lee,ann@corp.example,"One\r\nTwo" \r\nBo,Li,bo@corp.example,x\r\n',
    2,
    ignored_columns=["Notes"],
)
good(
    "row_within_a_note.csv",
    notes
    + b'Ann,Lee,ann@corp.example,"5\' tall\r\nBo,Li,bo@corp.example,ok"\r\n'
    + b"Cy,Ma,cy@corp.example,\r\n",
    2,
    ignored_columns=["Notes"],
    notices=[say.inside(2)],
)  # fmt: skip
good("name_over_two_lines.csv", H + b'"Ann\nMarie",Lee,ann@corp.example\r\n', 1)

# 6. Part of a workbook
book("blank_template_sheet_first.xlsx", None, 2, notices=[say.empty("Staff", "Template")])
book("example_row_on_first_sheet.xlsx", None, 1, notices=[say.others("Instructions", "My staff")])
book("filtered_row_hidden.xlsx", None, 3, ignored_columns=["Site"], notices=[say.hidden(1)])
book(
    "three_lists.xlsx",
    xlsx(North=TWO, Read_me=[["Ask HR"]], South=TWO, hidden_old=[HEADINGS, ["X", "Y", "x@p.test"]]),
    2,
    notices=[say.others("North", "South", "hidden_old")],
)
book(
    "another_list_under_other_headings.xlsx",
    xlsx(Example=TWO, Export=hr),
    2,
    notices=[say.others("Example", "Export")],
)
hiding = openpyxl.Workbook()
for row in [["Plant 7"], HEADINGS, ANN, [], BO]:
    hiding.active.append(row)
for number in (1, 3, 4, 5):  # a title, two people and a blank row
    hiding.active.row_dimensions[number].hidden = True
book("hidden_rows_below_a_title.xlsx", saved(hiding), 2, notices=[say.hidden(2)])
book("hidden_row.xls", xls(TWO, hidden=[2]), 2, notices=[say.hidden(1)])
book("hidden_row.ods", ods(TWO, hidden=[2]), 2, notices=[say.hidden(1)])

# 7. Parts under other names
book("backslash_part_names.xlsx", None, 2)


def changed(**words):
    """A workbook of openpyxl's in whose names and contents words are replaced."""
    archive = zipfile.ZipFile(io.BytesIO(xlsx(People=TWO)))
    parts = {name: archive.read(name) for name in archive.namelist()}
    for old, new in words.items():
        parts = {
            name.replace(old, new): content.replace(old.encode(), new.encode())
            for name, content in parts.items()
        }
    return zipped(parts)


book("workbook_part_with_a_number.xlsx", changed(**{"workbook.xml": "workbook22.xml"}), 2)
book("parts_in_another_folder.xlsx", changed(**{"xl/": "excel/"}), 2)
strict = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
        "http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


book("strict_open_xml.xlsx", changed(**strict), 2)

# 8. Links in names
linked = ["x.com/win", "t.me/x", "prizes.app", "prizes\uff0eapp", "win。example", "192.0.2.1",
          "x.com", "Go to bit.ly", "пример.рф", "mailto:ann", "a.unknown/x"]  # fmt: skip
rows(
    "links_in_names.csv",
    *(([cell, "Lee", f"p{n}@corp.example"], [BAD_FIRST]) for n, cell in enumerate(linked)),
)
rows(
    "dots_in_names.csv",
    *(
        ([name, name, f"p{n}@corp.example"], [])
        for n, name in enumerate(
            ["St.John", "J.R.", "J.Kim", "Ma.Rosa", "Wm. Lee", "A.", "d.Silva"]
        )
    ),
)

# 9. Addresses that nothing reaches, and files that are no list
unreached = ["local", "localhost", "localdomain", "invalid", "internal", "LOCAL", "lan"]
rows(
    "addresses_that_nothing_reaches.csv",
    *((["Ann", "Lee", f"ann@corp.{ending}"], [BAD_EMAIL]) for ending in unreached),
    (["Ann", "Lee", "ann@corp.example"], []),
    (["Ann", "Lee", "ann@local.test"], []),
)
good("ctrl_z_at_the_end.csv", text(TWO) + b"\x1a", 2)


def elsewhere(name, content, reason, message):
    """A file that is no list, with a sentence of its own."""
    nothing = {"format": None, "encoding": None}
    refused(name, content, "not-a-spreadsheet", message, {"reason": reason}, **nothing)


SHORTCUT = (
    "This is a shortcut to a spreadsheet or page on the web, not the list itself. "
    "Open it, download the list as a CSV file or an Excel workbook (.xlsx), and choose that."
)
address = b"https://sheets.example/d/1"
elsewhere("list.url", b"[InternetShortcut]\r\nURL=" + address, "shortcut", SHORTCUT)
elsewhere("list.gsheet", b'{"url": "%s", "doc_id": "1"}' % address, "shortcut", SHORTCUT)
elsewhere(
    "list.webloc",
    b'<?xml version="1.0"?><plist><dict><key>URL</key><string>https://x.example</string></dict>',
    "shortcut",
    SHORTCUT,
)
elsewhere(
    "contacts.vcf",
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Lee\r\nEND:VCARD\r\n",
    "contacts",
    "This is a file of contact cards (vCard), not a list that can be read. "
    "Export the contacts as a CSV file and choose that.",
)
elsewhere(
    "list.mht",
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
    "saved-page",
    "This is a web page saved as one file (MHTML), not a list that can be read. "
    "Open it in your spreadsheet program, save it as an Excel workbook (.xlsx), and choose that.",
)

# Mistyped mail services
typo = ["Ann", "Lee", "ann@gmial.com"]
good("misspelled_domain.csv", text([HEADINGS, typo, BO]), 2, notices=[say.misspelled(typo[2])])
more = [["A", "B", f"{n}@{domain}"] for n, domain in enumerate(["hotmial.com", "yaho.com"])]
good(
    "misspelled_domains.csv",
    text([HEADINGS, *more]),
    2,
    notices=[say.misspelled(*(person[2] for person in more))],
)
good("domains_that_only_look_misspelled.csv", text([HEADINGS, ["A", "B", "a@ymail.com"]]), 1)
