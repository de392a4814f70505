"""The notices of the expected reports, each with its sentence."""


def notice(code, message, **params):
    """One notice."""
    return {"code": code, "message": message, "params": params}


def quoted(names):
    """Cells as a sentence has them."""
    return ", ".join(f'"{name}"' for name in names)


def ignored(*columns):
    """Columns that were left out."""
    message = f"These columns are not needed and were left out: {quoted(columns)}."
    return notice("ignored-columns", message, columns=list(columns))


def guessed(encoding, *names):
    """An encoding that the file does not say."""
    message = (
        f"The file does not say how its characters are encoded; it was read as {encoding}. "
        f"Check that these names are right: {quoted(names)}."
    )
    return notice("encoding-guessed", message, encoding=encoding, names=list(names))


def mixed(*names):
    """Lines in another encoding than the rest."""
    message = (
        "Some lines are encoded differently from the rest of the file. "
        f"Check that these names are right: {quoted(names)}."
    )
    return notice("encoding-mixed", message, encoding="utf-8", names=list(names))


def twice(*names):
    """UTF-8 made of UTF-8."""
    message = (
        "Accented letters had been saved incorrectly and were corrected. "
        f"Check that these names are right: {quoted(names)}."
    )
    return notice("encoded-twice", message, encoding="utf-8", names=list(names))


def loose(count):
    """Cells that no heading stands above."""
    message = f"Cells without a heading above them were left out; rows with such cells: {count}."
    return notice("column-without-heading", message, count=count)


def others(sheet, *sheets):
    """Further sheets with people."""
    message = (
        f'People were read from the sheet "{sheet}" only; '
        f"these sheets have people too: {quoted(sheets)}."
    )
    return notice("other-sheets", message, sheet=sheet, sheets=list(sheets))


def empty(sheet, *sheets):
    """Earlier sheets with headings alone."""
    message = (
        f'People were read from the sheet "{sheet}"; '
        f"these sheets have headings and nobody below them: {quoted(sheets)}."
    )
    return notice("empty-sheets", message, sheet=sheet, sheets=list(sheets))


def hidden(count):
    """Rows that the sheet hides."""
    message = f"Rows that are hidden in the sheet were read too: {count}."
    return notice("hidden-rows", message, count=count)


def inside(row):
    """A row in a cell."""
    message = (
        f"A cell in row {row} holds what looks like another row of the list, which was not read. "
        "Check the quotation marks there."
    )
    return notice("record-in-a-cell", message, row=row)


def misspelled(*addresses):
    """Addresses at nearly a large mail service."""
    message = (
        f"These email addresses may be misspelled: {quoted(addresses)}; "
        f"records in all: {len(addresses)}."
    )
    return notice("misspelled-domains", message, addresses=list(addresses), count=len(addresses))
