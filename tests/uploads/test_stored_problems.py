"""Problems that were kept as English sentences say the same, now that they are data."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cvms.uploads.migrations._sentences import code_of, parameters
from cvms.uploads.models import Upload
from tests import make

OLD = {
    'No column has the heading First Name or Last Name; the headings found are "Name", "Email". '
    "Add a column with that heading, or rename the one that holds it.": (
        "missing-column",
        {"missing": ["First Name", "Last Name"], "found": ["Name", "Email"]},
    ),
    'The file has more than one Email column: "Email", "E-mail, private". '
    "Keep one and delete the others.": (
        "repeated-column",
        {"repeated": "Email", "found": ["Email", "E-mail, private"]},
    ),
    "No row with the headings First Name, Last Name and Email was found in the first 11 rows; "
    'the first row reads "a", "b", "c", "d", "e", "f", "g", "h", .... '
    "Put the headings above the list.": (
        "no-headings",
        {"rows": 11, "found": ["a", "b", "c", "d", "e", "f", "g", "h", ""]},
    ),
    "The file has 5,001 records, and the limit is 5,000. Use the High Volume tab.": (
        "too-many-records",
        {"count": 5001, "limit": 5000},
    ),
    "The file is over 5 MB. Keep only the columns First Name, Last Name and Email, or split the "
    "list.": ("too-large", {"reason": "file", "size": 5 * 2**20}),
    "A cell in row 2 has over 131,072 characters. Keep only the columns.": (
        "too-large",
        {"reason": "cell", "row": 2},
    ),
    'A quotation mark (") opens in row 3 and is not closed before the next record. Add it.': (
        "broken",
        {"reason": "quotation-mark", "row": 3},
    ),
    "This is a Word document, not a list that can be read. Save it.": (
        "not-a-spreadsheet",
        {"what": "word"},
    ),
    "The file is empty. Fill in the template's columns Plant and Email, save it, and choose it "
    "again.": ("empty", {"wanted": ["Plant", "Email"]}),
    "The file has headings but no people below them. Add one row.": ("no-records", {}),
    "The file is protected with a password. Save a copy.": ("encrypted", {}),
}


@pytest.mark.parametrize(("message", "expected"), OLD.items())
def test_a_stored_sentence_becomes_its_code_and_parameters(message, expected):
    assert (code_of(message), parameters(expected[0], message)) == expected


@pytest.mark.parametrize("code", ["no-headings", "broken", "too-large", "empty", "no-records"])
def test_a_sentence_that_was_erased_has_no_parameters(code):
    assert parameters(code, "") == {}


@pytest.mark.django_db(transaction=True)
def test_a_stored_problem_is_shown_with_the_same_words(organization):
    upload = make.upload(organization, b"", name="empty.csv")
    message = next(iter(OLD))
    back_to = [("uploads", "0003_failed"), ("staff", "0001_initial")]
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    before = executor.migrate(back_to).apps.get_model("uploads", "Upload")
    try:
        kept = {
            "state": "refused",
            "problem_code": "missing-column",
            "problem_message": message,
            "ignored_columns": ["Department"],
        }
        before.objects.filter(pk=upload.pk).update(**kept)
    finally:
        MigrationExecutor(connection).migrate(newest)

    after = Upload.objects.get(pk=upload.pk)
    assert after.problem == message
    assert after.notice_words == ['These columns are not needed and were left out: "Department".']
