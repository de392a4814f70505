"""Compiles the `.po` files of each language into the one `.mo` file that Django reads.

A sentence without a reviewed translation, because it is missing or marked `fuzzy`, stays in
English and is marked as English (`cvms.ui.unreviewed`).
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from cvms.languages import FOLDER
from cvms.ui.unreviewed import mark

Key = tuple[str | None, str]


def compile_catalogues(folder: Path = FOLDER) -> None:
    """Write all `.mo` files if one is missing or older than any source.

    Several processes may do this at the same time.
    """
    sources = sorted(folder.glob("*/*.po"))
    newest = max(source.stat().st_mtime for source in sources)
    places = {source.parent: _place(source.parent) for source in sources}
    if all(place.exists() and place.stat().st_mtime >= newest for place in places.values()):
        return
    written = {own: dict(_entries(own.glob("*.po"))) for own in places}
    everything = {key: entry for own in written.values() for key, entry in own.items()}
    for own, place in places.items():
        _write(place, _finished(own.name, written[own], everything))


def _place(own: Path) -> Path:
    return own.parent / "locale" / own.name / "LC_MESSAGES/django.mo"


def _entries(sources: Iterable[Path]) -> Iterator[tuple[Key, Message]]:
    for source in sources:
        with source.open(encoding="utf-8") as file:
            yield from (((one.context, _first(one.id)), one) for one in read_po(file) if one.id)


def _first(words: str | tuple[str, ...] | list[str]) -> str:
    return words if isinstance(words, str) else words[0]


def _finished(locale: str, written: dict[Key, Message], everything: dict[Key, Message]) -> Catalog:
    catalogue = Catalog(locale=locale)
    for key, entry in everything.items():
        own = written.get(key)
        reviewed = own is not None and not own.fuzzy and _is_whole(own)
        words = own.string if own and reviewed else _in_english(entry, catalogue.num_plurals)
        catalogue.add(entry.id, words, context=entry.context)
    return catalogue


def _is_whole(entry: Message) -> bool:
    return all(entry.string) if isinstance(entry.string, tuple) else bool(entry.string)


def _in_english(entry: Message, plurals: int) -> str | tuple[str, ...]:
    if isinstance(entry.id, str):
        return mark(entry.id)
    one, many = map(mark, entry.id)
    return (one, *[many] * (plurals - 1))


def _write(place: Path, catalogue: Catalog) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_suffix(f".{os.getpid()}")
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(place)
