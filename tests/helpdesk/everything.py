"""The whole database as text: every column of every table, decoded and unzipped."""

import base64
import html
import io
import re
import zlib
from collections.abc import Iterator
from zipfile import ZipFile

from django.db import connection

from cvms.accounts.models import Session

_COLUMNS = """
SELECT table_name, column_name, data_type FROM information_schema.columns
JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
"""


def places_of(*words: str) -> set[str]:
    """The columns, as table.column, in which one of the words stands, in any letter case."""
    needles = [word.casefold() for word in words]
    return {
        place for place, text in _texts() if any(needle in text.casefold() for needle in needles)
    }


def _texts() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        columns = cursor.fetchall()
        for table, column, kind in columns:
            name = f'"{column}"' if kind == "bytea" else f'"{column}"::text'
            cursor.execute(f'SELECT {name} FROM "{table}" WHERE "{column}" IS NOT NULL')
            for (value,) in cursor.fetchall():
                for text in _decoded(value):
                    yield f"{table}.{column}", text
    for session in Session.objects.all():
        yield "accounts_session.session_data", _unescaped(str(session.get_decoded()))


def _decoded(value: object) -> Iterator[str]:
    """As it stands; bytes in every encoding and unzipped; text also as what base64 may hide."""
    if isinstance(value, str):
        yield value
        yield _unescaped(value)
        if re.fullmatch(r"[A-Za-z0-9+/=\s]{8,}", value):
            yield from _hidden(value)
        return
    data = bytes(value)
    for encoding in ("utf-8", "latin-1", "utf-16-le", "utf-16-be"):
        yield data.decode(encoding, "ignore")
    if data.startswith(b"PK"):
        with ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                yield html.unescape(archive.read(part).decode("utf-8", "ignore"))


def _hidden(value: str) -> Iterator[str]:
    try:
        data = base64.b64decode(value)
    except ValueError:
        return
    yield data.decode("utf-8", "ignore")
    try:
        yield zlib.decompress(data).decode("utf-8", "ignore")
    except zlib.error:
        return


def _unescaped(text: str) -> str:
    """JSON writes what is beyond ASCII as backslash, u and four digits."""
    return re.sub(r"\\+u([0-9a-f]{4})", lambda match: chr(int(match.group(1), 16)), text)
