"""Sentences that are kept in English, said in the language of whoever reads."""

import pytest
from django.utils.translation import override

from cvms.uploads.wording import problem_words


@pytest.fixture(autouse=True)
def spanish():
    with override("es"):
        yield


def test_what_a_file_says_is_quoted_as_it_is():
    words = 'The file has more than one Email column: "Email", "{email} or {Email}. No". '
    words += "Keep one and delete the others."

    assert problem_words(words) == (
        'El archivo tiene más de una columna Email: "Email", "{email} or {Email}. No". '
        "Deje una y borre las demás."
    )


def test_two_sentences_are_said_each():
    words = "The file is over 5 MB. Use the High Volume tab for lists of up to 900 people."

    assert problem_words(words) == (
        "El archivo pesa más de 5 MB. "
        "Use la pestaña Volumen alto para listas de hasta 900 personas."
    )


def test_what_is_not_known_stays_in_english():
    assert problem_words("Nobody has said this. Nor that.") == "Nobody has said this. Nor that."
    assert problem_words("") == ""
