"""What a recipient reads is plain: grade 7 or below in English, "fairly easy" in Spanish."""

import re
from collections.abc import Iterator
from functools import cache, reduce
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from cvms.accounts.permissions import Role
from cvms.jurisdiction.profile import JURISDICTION
from cvms.registration import codes
from cvms.ui.help import pages_of
from tests import plain
from tests.everybody import VISITOR, at_work
from tests.mail.every_letter import TRICKY
from tests.pages import Seen, Walk, send

pytestmark = pytest.mark.django_db
HIGHEST_GRADE = 7.0
LOWEST_EASE = 70.0
HELP = "|".join(page.slug for page in pages_of("recipient"))
PAGES = re.compile(rf"/portal/|/find-a-provider|/code/|/set-password/|/inactive|/help/({HELP})/")
LETTERS = Path(__file__).parents[1] / "mail/letters"
THEIRS = (
    "became_eligible.latin", "no_longer_eligible", "recipient_invitation.latin",
    "recipient_reminder.latin", "registration_changed", "registration_submitted", "password_link",
    "password_changed", "help_received", "help_closed", "help_corrected", "help_removed",
)  # fmt: skip
# Names, and the terms of the glossary, weigh as much as the plain words that they stand for.
TERMS = {
    str(JURISDICTION.department): "Name",
    "Departamento de Salud y Servicios Humanos de Carolina del Norte": "Nombre",
    str(JURISDICTION.program): "Name",
    "COVID-19 Vaccine Portal": "Name",
    "Portal de Vacunas contra el COVID-19": "Nombre",
    "Vaccine Registration": "Name",
    "Registro para la vacuna": "Nombre",
    "vaccinating provider": "clinic",
    "centro de vacunación": "centro",
    "centros de vacunación": "centros",
    "nombre de usuario": "usuario",
    "correo electrónico": "correo",
    TRICKY: "Name",
}
EXCEPTIONS = {
    "account is not required to receive": "the guide's own words",
    "conditions known to increase risk": "the question that decides a group, as CDC words it",
    "afecciones que se sabe que aumentan": "the same",
    "esenciales de primera línea": "what the state calls these sectors",
    "Such as energy, water, communications": "the federal list of essential work",
    "Por ejemplo: energía, agua": "the same",
    "energía, agua, comunicaciones": "the same",
    "Groups 1 to 5 of": "the name of a rule set",
    "We test with Chromium": "names of browsers",
    "Organization/Employer": "the guide's list of what to ask about",
    "signing in, uploading": "the same",
    "an invitation, a registration": "the same",
    "inviting organizations, verifying": "the same",
    "Datos de contacto y demográficos": "the guide's name of a step",
    "Centro de Contacto para": "a name",
    "inicio de sesión, carga de listas": "the same",
    "una invitación, un registro": "the same",
    "invitar a organizaciones": "the same",
    "Other essential work, such as": "the federal list, in short",
    "Otro trabajo esencial": "the same",
    "To access training materials": "the guide's own words",
    "Para ver los materiales de capacitación": "the same",
}
# The answers that lists of other authorities name: OMB (race), CISA (sectors), the state (homes).
OFFICIAL = (codes.RACES, codes.ETHNICITIES, codes.SECTORS, codes.RESIDENCES, codes.HEALTH_WORKERS,
            codes.LONG_TERM_CARE)  # fmt: skip


def _hard(sentence: str, language: str) -> bool:
    if any(known in sentence for known in EXCEPTIONS) or _is_official(sentence, language):
        return False
    words = reduce(lambda text, term: text.replace(*term), TERMS.items(), sentence)
    if not plain.is_long(words):
        return False
    if language == "en":
        return plain.grade(words) > HIGHEST_GRADE
    return plain.ease(words) < LOWEST_EASE


@cache
def _official(language: str) -> list[str]:
    with translation.override(language):
        return [str(label) for options in OFFICIAL for _code, label in options]


def _is_official(sentence: str, language: str) -> bool:
    return any(sentence in label for label in _official(language))


def _measured(sentence: str, language: str) -> str:
    value = plain.grade(sentence) if language == "en" else plain.ease(sentence)
    return f"{value:.1f} {sentence}"


@pytest.fixture
def walk() -> Walk:
    clients, letters = at_work()
    return Walk({role: clients[role] for role in (Role.RECIPIENT, VISITOR)}, letters)


def _shown(walk: Walk, seen: Seen, language: str) -> str:
    client = walk.clients[seen.role]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    if seen.fields is None:
        return client.get(seen.address).content.decode()
    return send(client, seen.address, seen.fields).content.decode()


def test_every_sentence_of_the_pages_is_plain(walk: Walk) -> None:
    pages = [seen for seen in walk.pages() if PAGES.match(seen.address)]
    hard = {
        f"{language} {_measured(sentence, language)}": str(seen)
        for language in ("en", "es")
        for seen in pages
        for sentence in plain.sentences(_shown(walk, seen, language))
        if _hard(sentence, language)
    }
    assert hard == {}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("letter", THEIRS)
def test_every_sentence_of_the_letters_is_plain(letter: str, language: str) -> None:
    said = _sentences(letter, language)
    assert [_measured(one, language) for one in said if _hard(one, language)] == []


def _sentences(letter: str, language: str) -> Iterator[str]:
    text = (LETTERS / f"{letter}.{language}.txt").read_text("utf-8")
    body = text.partition("=== text/plain")[2].partition("=== ")[0]
    other = body.partition("* * *")  # an invitation says it in both languages, its reader's first
    for paragraph in other[0].split("\n"):
        yield from plain.in_text(paragraph)
