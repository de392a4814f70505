"""Everything the help desk says, it says in Spanish too."""

import re
from importlib.resources import files

from babel.messages.pofile import read_po

SPANISH = files("cvms.helpdesk") / "locale" / "es" / "LC_MESSAGES" / "django.po"


def test_every_text_is_translated_with_the_same_placeholders():
    with SPANISH.open("rb") as file:
        catalogue = [message for message in read_po(file, locale="es") if message.id]

    assert len(catalogue) > 150
    for message in catalogue:
        english, spanish = _forms(message.id), _forms(message.string)
        assert all(spanish), english
        assert {*map(_placeholders, english)} == {*map(_placeholders, spanish)}, english


def _forms(text):
    return [text] if isinstance(text, str) else list(text)


def _placeholders(text):
    return tuple(sorted(re.findall(r"%\(\w+\)s", text)))
