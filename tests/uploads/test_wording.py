"""What the engine says about a file, in the reader's language."""

import pytest
from django.utils.translation import override

from cvms.uploads.wording import notice_words, problem_words


@pytest.fixture(autouse=True)
def spanish():
    with override("es"):
        yield


def test_what_a_file_says_is_quoted_as_it_is():
    params = {"repeated": "Email", "found": ["Email", "{email} or {Email}. No"]}

    assert problem_words("repeated-column", params, "low") == (
        'El archivo tiene más de una columna Email: "Email", "{email} or {Email}. No". '
        "Deje una y borre las demás."
    )


def test_what_to_do_about_too_many_records_depends_on_the_tab(settings):
    settings.HIGH_VOLUME_RECORDS = 9_000
    params = {"count": 12_345, "limit": 100}

    assert problem_words("too-many-records", params, "low") == (
        "El archivo tiene 12,345 registros y el límite es 100. "
        "Use la pestaña Volumen alto para listas de hasta 9,000 personas."
    )
    assert "cargue cada uno con esta pestaña" in problem_words("too-many-records", params, "high")


def test_erased_parameters_are_shown_as_no_longer_kept():
    assert problem_words("repeated-column", {}, "low") == (
        "No se pudo leer el archivo; ya no se guarda cuál era el problema. "
        "Cárguelo otra vez para ver cuál es el problema."
    )


def test_a_notice_is_in_the_readers_language():
    notice = {"code": "ignored-columns", "params": {"columns": ["Department", "Site"]}}

    assert notice_words(notice) == (
        'Estas columnas no hacen falta y se dejaron fuera: "Department", "Site".'
    )
