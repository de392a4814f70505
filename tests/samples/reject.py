"""Files of which some records are good and some come back, each named for what it tries."""

from notices import guessed
from writers import HEADINGS, PEOPLE, ods, office, text, xls, xlsx

SAMPLES = {}
ANA, BO, CARLOS = PEOPLE
NO_FIRST, NO_LAST = "First Name is blank", "Last Name is blank"
NO_EMAIL = "Email Address is blank"
BAD_FIRST, BAD_LAST = "First Name is invalid", "Last Name is invalid"
LONG_FIRST, LONG_LAST = "First Name is too long", "Last Name is too long"
BAD_EMAIL, DUPLICATE = "Email Address is invalid", "Email Address is duplicate"
TOO_LONG_A_ROW = "The row has more cells than headings"
CODES = {
    TOO_LONG_A_ROW: "row-too-long",
    NO_FIRST: "first-name-blank",
    NO_LAST: "last-name-blank",
    NO_EMAIL: "email-blank",
    BAD_FIRST: "first-name-invalid",
    BAD_LAST: "last-name-invalid",
    LONG_FIRST: "first-name-too-long",
    LONG_LAST: "last-name-too-long",
    BAD_EMAIL: "email-invalid",
    DUPLICATE: "email-duplicate",
}


def no(line, first, last, email, *errors):
    """A record that comes back."""
    return dict(
        zip(("line", "first_name", "last_name", "email"), (line, first, last, email), strict=True)
    ) | {"errors": list(errors), "codes": [CODES[sentence] for sentence in errors]}


def sample(name, content, records, *rejected, **expected):
    """A file and the records of it that come back."""
    kind = name.rsplit(".", 1)[1]
    how = {"encoding": "utf-8"} if kind == "csv" else {"format": kind}
    SAMPLES[name] = content, {"records": records, "rejected": list(rejected), **how, **expected}


def rows(name, *people, **expected):
    """A CSV of (cells, errors) in which a person with errors comes back as written."""
    cells = [person for person, _ in people]
    back = [no(line, *person, *errors) for line, (person, errors) in enumerate(people, 1) if errors]
    sample(name, text([HEADINGS, *cells]), len(people), *back, **expected)


# What the guide prints ("Correct File Errors"), with invented domains
rows(
    "guide_page_28.csv",
    *(([f"Kristin{n}", "Test", f"kristin{n}test@mail.example"], ()) for n in range(1, 9)),
    (["Kristin9", "Test", ""], [NO_EMAIL]),
    (["", "Test", ""], [NO_FIRST, NO_EMAIL]),
    (["Kristin11", "", ""], [NO_LAST, NO_EMAIL]),
)
rows(
    "guide_page_29.csv",
    (ANA, ()),
    (["", "TestLoadE2ERecip2", "Nicholas.NoEmail@company.email2.example"], [NO_FIRST]),
    (["Nicholas", "", "Nicholas.NoEmail@company.email3.example"], [NO_LAST]),
    (["Nicholas", "TestLoadE2ERecip4", ""], [NO_EMAIL]),
    (["Nicholas", "TestLoadE2ERecip5", "bademail"], [BAD_EMAIL]),
)

# Blank cells
rows("first_name_blank.csv", (ANA, ()), (["", "Brook", "bo@plant.example"], [NO_FIRST]))
rows("last_name_blank.csv", (ANA, ()), (["Bo", "", "bo@plant.example"], [NO_LAST]))
rows("email_blank.csv", (ANA, ()), (["Bo", "Brook", ""], [NO_EMAIL]))
rows("both_names_blank.csv", (["", "", "bo@plant.example"], [NO_FIRST, NO_LAST]))
sample(
    "cells_of_spaces_are_blank.csv",
    text([HEADINGS, [" ", "\u00a0\u200b", "ana@plant.example"]]),
    1,
    no(1, "", "", "ana@plant.example", NO_FIRST, NO_LAST),
)
sample(
    "row_filled_elsewhere_only.csv",
    text([[*HEADINGS, "Department"], [*ANA, "Fire"], ["", "", "", "Police"]]),
    2,
    no(2, "", "", "", NO_FIRST, NO_LAST, NO_EMAIL),
    ignored_columns=["Department"],
)
sample(
    "short_rows.csv",
    text([HEADINGS, ANA, ["Bo", "Brook"], ["Carlos"]]),
    3,
    no(2, "Bo", "Brook", "", NO_EMAIL),
    no(3, "Carlos", "", "", NO_LAST, NO_EMAIL),
)
sample(
    "comma_not_quoted.csv",
    text([HEADINGS, ["Bo", "Brook", " Jr", "bo@plant.example"]]),
    1,
    no(1, "Bo", "Brook", "Jr", BAD_EMAIL, TOO_LONG_A_ROW),
)

# Names that do not belong in a letter
links = [
    "https://win.example",
    "Ana www.win.example",
    "win.example/prize",
    "Go to prize-4-you.example",
    "HTTP:win",
]
marks = ["ana@win.example", "<b>Ana", "Ana>", "An\x07a", "An\x7fa", "Ana\u202eevil", "A\ufffda"]
rows(
    "names_that_are_invalid.csv",
    *(([bad, "Abara", f"a{n}@p.example"], [BAD_FIRST]) for n, bad in enumerate(links + marks)),
    *((["Ana", bad, f"b{n}@p.example"], [BAD_LAST]) for n, bad in enumerate(links + marks)),
    ([links[0], links[0], "c@p.example"], [BAD_FIRST, BAD_LAST]),
)
rows(
    "blank_reasons_come_before_invalid.csv",
    ([links[0], "", ""], [NO_LAST, NO_EMAIL, BAD_FIRST]),
    (["", marks[1], "bademail"], [NO_FIRST, BAD_LAST, BAD_EMAIL]),
)
rows(
    "names_that_are_too_long.csv",
    (["F" * 40, "L" * 80, "a@p.example"], ()),
    (["F" * 41, "Abara", "b@p.example"], [LONG_FIRST]),
    (["Ana", "L" * 81, "c@p.example"], [LONG_LAST]),
    (["é" * 41, "é" * 81, "bademail"], [LONG_FIRST, LONG_LAST, BAD_EMAIL]),
    ([f"https://{'w' * 40}", "Abara", "d@p.example"], [BAD_FIRST, LONG_FIRST]),
)

# Addresses
local, label = "l" * 65, "d" * 64
invalid = [
    "bademail",
    "@plant.example",
    "ana@",
    "ana@plant",
    "ana@@plant.example",
    "ana@b@plant.example",
    "ana abara@plant.example",
    "ana@plant .example",
    ".ana@plant.example",
    "ana.@plant.example",
    "ana..b@plant.example",
    "ana@plant..example",
    "ana@.plant.example",
    "ana@plant.example.",
    "ana@-plant.example",
    "ana@plant-.example",
    "ana@pl_ant.example",
    "ana@plant.e",
    "ana@plant.123",
    "ana@192.0.2.1",
    "ana@[192.0.2.1]",
    "ana,b@plant.example",
    "ana@plant,example",
    "ana@plant.example;b@p.example",
    "Ana <ana@plant.example>",
    "mailto:ana@plant.example",
    '"ana b"@plant.example',
    "ána@plant.example",
    "ana(b)@plant.example",
    "ana\\b@plant.example",
    "ana\uff20plant.example",
    "ana@xn--a.example",
    "ana@\u200dplant.example",
    "an\u200da@plant.example",
    "ana@pla\x07nt.example",
    f"{local}@plant.example",
    f"ana@{label}.example",
    f"{'l' * 64}@{'d' * 63}.{'e' * 63}.{'f' * 54}.example",
]
rows("addresses_that_are_invalid.csv", *((["Ana", "Abara", one], [BAD_EMAIL]) for one in invalid))

# Duplicates: the first one stands
rows(
    "duplicate.csv",
    (ANA, ()),
    (BO, ()),
    (["Anna", "Abara", ANA[2]], [DUPLICATE]),
    (ANA, [DUPLICATE]),
)
rows(
    "duplicate_in_another_case.csv", (ANA, ()), (["A", "B", "ANA.Abara@Plant.EXAMPLE"], [DUPLICATE])
)
rows(
    "duplicate_international_domain.csv",
    (["A", "B", "ana@bücher.example"], ()),
    (["A", "B", "ana@BÜCHER.example"], [DUPLICATE]),
    (["A", "B", "ana@xn--bcher-kva.example"], [DUPLICATE]),
)
sample(
    "duplicate_after_cleaning.csv",
    text([HEADINGS, ANA, ["A", "B", f" \u200b{ANA[2]}\u00a0"]]),
    2,
    no(2, "A", "B", ANA[2], DUPLICATE),
)
rows(
    "rejected_record_claims_no_address.csv",
    (["", "Abara", ANA[2]], [NO_FIRST]),
    (ANA, ()),
    (["", "Abara", ANA[2]], [NO_FIRST, DUPLICATE]),
)
rows(
    "invalid_twice_is_no_duplicate.csv",
    (["A", "B", "bademail"], [BAD_EMAIL]),
    (["C", "D", "bademail"], [BAD_EMAIL]),
)

# Line N: the row of the spreadsheet minus the heading row
bad = ["", "Brook", "bo@plant.example"]
at = lambda line: no(line, *bad, NO_FIRST)  # noqa: E731
sample("line_1_is_right_under_the_headings.csv", text([HEADINGS, bad]), 1, at(1))
sample("line_counts_blank_rows.csv", text([HEADINGS, [], ANA, ["", "", ""], [], bad]), 2, at(5))
sample("line_with_titles_above.csv", text([["Plant 7"], [], HEADINGS, ANA, bad]), 2, at(2))
sample(
    "line_after_line_breaks_in_cells.csv",
    text([HEADINGS, ["Ana\nMaria\r\nJo", *ANA[1:]], bad]),
    2,
    at(2),
)
sample("line_with_sep_line.csv", b"sep=;\r\n" + text([HEADINGS, ANA, bad], ";"), 2, at(2))
sample("line_in_carriage_returns.csv", text([HEADINGS, [], ANA, bad], end="\r"), 2, at(3))
blanks = [["Plant 7"], [], HEADINGS, [], ANA, [], [], bad]
for kind, content in (("xlsx", xlsx(People=blanks)), ("xls", xls(blanks)), ("ods", ods(blanks))):
    sample(f"line_counts_blank_rows.{kind}", content, 2, at(5))
    sample(f"line_counts_blank_rows_libreoffice.{kind}", office(blanks, kind), 2, at(5))
far = [HEADINGS, *[[]] * 2999, bad]
sample("line_3000.xlsx", xlsx(People=far), 1, at(3000))
sample("line_3000_libreoffice.ods", office(far, "ods"), 1, at(3000))

# Files that come back to us, and what workbooks hold
again = [
    ["FirstName", "LastName", "PersonEmail", "Error"],
    ["", "Brook", "bo@plant.example", "Line 7: First Name is blank"],
    [*ANA, "Line 9: Last Name is blank"],
]
sample(
    "error_file_half_corrected.csv",
    text(again, encoding="utf-8-sig"),
    2,
    at(1),
    ignored_columns=["Error"],
)
sample(
    "formula_prefix_is_taken_off.csv",
    text([HEADINGS, ["'=1+1", "'@SUM", "'-x"]]),
    1,
    no(1, "=1+1", "@SUM", "-x", BAD_FIRST, BAD_LAST, BAD_EMAIL),
)
sample(
    "formula_prefix.csv",
    text([HEADINGS, ["'=Ana", "'-Abara", "'+ana@plant.example"]]),
    1,
    no(1, "=Ana", "-Abara", "+ana@plant.example", BAD_FIRST),
)
sample(
    "formula_prefix_before_an_at.csv",
    text([HEADINGS, ["Ana", "Abara", "'@plant.example"]]),
    1,
    no(1, "Ana", "Abara", "@plant.example", BAD_EMAIL),
)
sample(
    "error_values_and_formulas.xlsx",
    xlsx(People=[HEADINGS, ["Ana", "#N/A", ANA[2]], ["Bo", "=A1", BO[2]]]),
    2,
    no(1, "Ana", "", ANA[2], NO_LAST),
    no(2, "Bo", "", BO[2], NO_LAST),
)
sample(
    "windows_1252_and_a_bad_record.csv",
    text([HEADINGS, ["José", "", "j@p.example"]], encoding="cp1252"),
    1,
    no(1, "José", "", "j@p.example", NO_LAST),
    encoding="windows-1252",
    notices=[guessed("windows-1252", "José")],
)
