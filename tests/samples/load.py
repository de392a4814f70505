"""Files that load whole, each named for what it tries."""

import csv

import openpyxl
from notices import guessed, others
from writers import HEADINGS, LIST, PEOPLE, ods, office, saved, text, xls, xlsx

SAMPLES = {}
ANA = PEOPLE[0]


def sample(name, content, records=3, **expected):
    """A file of which every record is good."""
    SAMPLES[name] = content, {"encoding": "utf-8", "records": records, **expected}


def book(name, content, records=3, **expected):
    """A workbook of which every record is good; its extension is its format."""
    kind = {"format": name.rsplit(".", 1)[1], "encoding": None, **expected}
    SAMPLES[name] = content, {"records": records, **kind}


def named(*headings, **expected):
    """A list under other headings."""
    return text([headings, *PEOPLE]), expected


sample("template_filled_in.csv", text(LIST, encoding="utf-8-sig"))
guide = [[f"Kristin{n}", "Test", f"kristin{n}test@mail.example"] for n in range(1, 11)]
sample("guide_page_14.csv", text([HEADINGS, *guide]), records=10)

# Separators, line ends and encodings
sample("comma.csv", text(LIST))
sample("semicolon.csv", text(LIST, ";"))
sample("semicolon_and_commas_in_names.csv", text([HEADINGS, ["Ana", "Abara, Jr", ANA[2]]], ";"), 1)
sample("tab.txt", text(LIST, "\t"))
sample("pipe.csv", text(LIST, "|"))
sample("line_feed.csv", text(LIST, end="\n"))
sample("carriage_return.csv", text(LIST, end="\r"))
sample("last_line_not_ended.csv", text(LIST).rstrip())
sample("utf8_without_mark.csv", text([HEADINGS, ["Zoë", "Łuc", "z@plant.example"]]), 1)
sample(
    "utf8_with_mark.csv",
    text([HEADINGS, ["Zoë", "Łuc", "z@plant.example"]], encoding="utf-8-sig"),
    1,
)
accents = [HEADINGS, ["José", "Núñez Ål €", "jose@plant.example"]]
doubt = {"encoding": "windows-1252", "notices": [guessed("windows-1252", "José Núñez Ål €")]}
sample("windows_1252.csv", text(accents, encoding="cp1252"), 1, **doubt)
sample("utf16_little_tab.txt", text(accents, "\t", encoding="utf-16"), 1, encoding="utf-16")
big = b"\xfe\xff" + text(accents, ",", encoding="utf-16-be")
sample("utf16_big.csv", big, 1, encoding="utf-16")
sample("all_quoted.csv", text(LIST, quoting=csv.QUOTE_ALL))
sample(
    "spaces_before_quotes.csv",
    b'"First Name", "Last Name", "Email"\r\n"Ana", "Abara, Jr", "a@p.example"\r\n',
    1,
)
sample("quoted_commas.csv", text([HEADINGS, ["Ana", "Abara, Jr", "ana@plant.example"]]), 1)
sample(
    "quoted_line_breaks.csv",
    text([HEADINGS, ["Ana\nMaria", "Abara\r\nBo", "ana@plant.example"]]),
    1,
)
sample(
    "quotes_within_a_name.csv", text([HEADINGS, ['Ana "Annie"', "Abara", "ana@plant.example"]]), 1
)
sample("sep_line.csv", b"sep=;\r\n" + text(LIST, ";"))
sample("sep_line_tab.csv", b"SEP=\t\n" + text(LIST, "\t", "\n"))
sample(
    "sep_line_against_the_odds.csv",
    b"sep=|\r\n" + text([HEADINGS, ["A,B,C", "D,E;F", "a@p.example"]], "|"),
    1,
)

# Headings
for place, headings in enumerate(
    [
        ("FirstName", "LastName", "PersonEmail"),
        ("first_name", "last_name", "e-mail"),
        ("FIRST NAME", "LAST NAME", "EMAIL"),
        ("  First   Name ", "Last-Name*", "Email Address"),
        ("Given Name", "Family Name", "E-mail"),
        ("given_name", "Surname", "email_address"),
        ("first\nname", "LASTNAME:", "E-Mail Address"),
    ],
    1,
):
    sample(f"headings_style_{place}.csv", text([headings, *PEOPLE]))
order = [[email, last, first] for first, last, email in LIST]
sample("headings_in_another_order.csv", text(order))
extra = [
    ["No.", *HEADINGS, "", "Department"],
    *([n, *row, "", "Line 2"] for n, row in enumerate(PEOPLE)),
]
sample("other_columns.csv", text(extra), ignored_columns=["No.", "Department"])
fixed = [["FirstName", "LastName", "PersonEmail", "Error"], [*ANA, "Line 4: Last Name is blank"]]
sample("corrected_error_file.csv", text(fixed, encoding="utf-8-sig"), 1, ignored_columns=["Error"])
cleared = [*fixed, ["", "", "", "Line 9: First Name is blank Last Name is blank"]]
sample("error_file_with_a_row_cleared.csv", text(cleared), 1, ignored_columns=["Error"])
titles = [["Plant 7"], ["Safety office, to be sent on Monday"], [], ["Email to: HR"]]
sample("titles_above.csv", text([*titles, *LIST]))
sample("ten_rows_above.csv", text([*titles, *[[]] * 6, *LIST]))
sample("titles_above_semicolon.csv", text([["Staff, contractors, volunteers"], [], *LIST], ";"))
sample("text_named_as_workbook.xls", text(LIST, "\t"))

# Cells
untidy = [HEADINGS, ["\u00a0 Ana\u200b ", "\ufeffAba\u200bra\t", " \u200eana@plant.example\u00a0"]]
sample("spaces_and_zero_width.csv", text(untidy), 1)
runs = [HEADINGS, ["Ana  \t Maria", "de\u00a0la  Cruz", "ana@plant.example"]]
sample("runs_of_spaces.csv", text(runs), 1)
sample(
    "decomposed_accents.csv", text([HEADINGS, ["Jose\u0301", "Nun\u0303ez", "j@plant.example"]]), 1
)
scripts = ["Мария", "محمد", "李", "प्रिया", "Đặng", "ნინო", "あかり", "नूर\u200dजहाँ"]
every = [[name, name, f"p{n}@plant.example"] for n, name in enumerate(scripts)]
sample("names_of_many_scripts.csv", text([HEADINGS, *every]), 8)
odd = [
    "O'Neil",
    "Null",
    "D'Andre",
    "X",
    "None",
    "NA",
    "Smith-Jones",
    "St.John",
    "J.R.",
    "True",
    "007",
]
sample(
    "unusual_names.csv", text([HEADINGS, *([n, n, f"p{i}@p.test"] for i, n in enumerate(odd))]), 11
)
longest = f"{'l' * 64}@{'d' * 63}.{'e' * 63}.{'f' * 53}.example"
sample("longest_allowed.csv", text([HEADINGS, ["F" * 40, "L" * 80, longest]]), 1)
addresses = [
    "plus+tag@plant.example",
    "o'neil@plant.example",
    "UPPER.Case@PLANT.EXAMPLE",
    "a@b.c.d.plant.example",
    "under_score-dash@my-plant.example",
    "1234567890@123.example",
    "ana@bücher.example",
    "ana@例子.example",
    "ana@xn--mnchen-3ya.example",
    "!#$%&*/=?^`{|}~@plant.example",
]
sample("unusual_addresses.csv", text([HEADINGS, *(["A", "B", one] for one in addresses)]), 10)
gaps = [
    HEADINGS,
    [],
    PEOPLE[0],
    ["", "", ""],
    [" ", "\u00a0", "\t"],
    PEOPLE[1],
    [],
    [],
    PEOPLE[2],
    [],
]
sample("blank_rows_are_no_records.csv", text(gaps))
sample("sign_prefix.csv", text([HEADINGS, ["Ana", "'-Abara", "'+ana@plant.example"]]), 1)
many = [["A", "B", f"p{n}@p.test"] for n in range(5000)]
sample("five_thousand.csv", text([HEADINGS, *many], end="\n"), 5000)

# Workbooks
book("openpyxl.xlsx", xlsx(People=LIST))
book("xlwt.xls", xls(LIST))
book("odfpy.ods", ods(LIST))
book("workbook_named_as_text.csv", xlsx(People=LIST), format="xlsx")
book("second_sheet.xlsx", xlsx(Read_me=[["How to use this file"]], People=LIST))
book("empty_first_sheet.xlsx", xlsx(Sheet1=[], People=LIST))
book(
    "hidden_first_sheet.xlsx",
    xlsx(hidden_old=[HEADINGS, ["X", "Y", "old@p.test"]], People=LIST),
    notices=[others("People", "hidden_old")],
)
book(
    "two_lists_first_counts.xlsx",
    xlsx(People=LIST, More=[HEADINGS, ["X", "Y", "x@p.test"]]),
    notices=[others("People", "More")],
)
book("sheet_without_all_headings_first.xlsx", xlsx(Old=[["First Name", "Email"]], People=LIST))
book("titles_above.xlsx", xlsx(People=[["Plant 7"], [], ["Staff"], *LIST]))
book("titles_above.xls", xls([["Plant 7"], [], *LIST]))
book(
    "numbers_and_blank_rows.xlsx",
    xlsx(People=[["No.", *HEADINGS], [1, *ANA], [None], [2.5, *PEOPLE[1]]]),
    2,
    ignored_columns=["No."],
)
corner = openpyxl.Workbook()
for i, row in enumerate(LIST):
    for j, cell in enumerate(row):
        corner.active.cell(i + 6, j + 4, cell)
book("list_starts_at_d6.xlsx", saved(corner))
chart = openpyxl.Workbook()
chart.create_chartsheet("Chart", 0)
for row in LIST:
    chart.active = 1
    chart.worksheets[0].append(row)
book("chart_sheet_first.xlsx", saved(chart))
for kind in ("xlsx", "xls", "ods"):
    book(f"libreoffice.{kind}", office(LIST, kind))
    book(f"libreoffice_accents.{kind}", office(accents, kind), 1)
options = "csv:Text - txt - csv (StarCalc):"
sample("libreoffice_utf8.csv", office(accents, options + "44,34,76,1"), 1)
sample(
    "libreoffice_semicolon_1252.csv",
    office(accents, options + "59,34,ANSI,1"),
    1,
    **doubt,
)
sample("libreoffice_quoted_tab.csv", office(LIST, options + "9,34,76,1,,0,true"))
