"""Write the list of loaded recipients as a file in which no cell can be a formula."""

import tempfile
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from itertools import islice

import xlsxwriter
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from cvms import intake

from .invitations import add_states
from .models import Recipient, RecipientQuerySet

AT_ONCE = 2000  # people read from the database at a time


def _headings() -> tuple[str, ...]:
    return (
        _("First Name"),
        _("Last Name"),
        _("Email"),
        _("Stage"),
        _("Why it was not delivered"),
        _("Loaded"),
        _("File"),
    )


def _rows(people: RecipientQuerySet) -> Iterator[tuple[str, ...]]:
    """Yield the headings, then a row for each person, read in pieces."""
    yield _headings()
    numbers = people.values_list("pk", flat=True).iterator(chunk_size=AT_ONCE)
    while some := list(islice(numbers, AT_ONCE)):
        found = Recipient.objects.select_related("user", "upload").in_bulk(some)
        whole = [found[number] for number in some if number in found]
        add_states(whole)
        yield from map(_row, whole)


def _row(person: Recipient) -> tuple[str, ...]:
    return (
        person.first_name,
        person.last_name,
        person.email,
        str(person.now.label),
        person.reason,
        formats.date_format(timezone.localtime(person.loaded_at), "Y-m-d"),
        person.upload.filename if person.upload else "",
    )


def as_csv(people: RecipientQuerySet) -> Iterator[bytes]:
    """Yield the pieces of a CSV file, in UTF-8 with a byte order mark."""
    rows = _rows(people)
    yield intake.csv_file(next(rows), islice(rows, AT_ONCE))
    while some := list(islice(rows, AT_ONCE)):
        yield intake.csv_file(some[0], some[1:]).removeprefix(BOM_UTF8)


def as_xlsx(people: RecipientQuerySet) -> Iterator[bytes]:
    """Yield the pieces of a workbook (.xlsx) in which all cells are text."""
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, {"constant_memory": True}) as workbook:
            sheet = workbook.add_worksheet()
            for number, row in enumerate(_rows(people)):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell)
        file.seek(0)
        while piece := file.read(2**16):
            yield piece


Writer = Callable[[RecipientQuerySet], Iterator[bytes]]
FORMATS: dict[str, tuple[str, Writer]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}
