"""How long one file of 5,000 people takes to load, including reading and checking.

It is compared with the least that PostgreSQL needs for the same rows (COPY of prepared bytes into
the same three tables), with django-import-export loading the same file, and with a load into a
database of 2,000,000 people in 400 organizations, whose keys are as random as real addresses.

The first loads after a checkpoint take up to four times as long, because PostgreSQL then writes
whole pages to its log (15,500 pages for the first file, none after the tenth). They are not
measured: on a day of many loads, they are a few among thousands.
"""

import uuid
from collections.abc import Callable, Iterator
from statistics import median

from bench.database import database, server
from bench.figures import Figure, at_least, at_most, measures
from bench.sizes import scaled
from bench.timing import seconds

ROWS = 5_000
ROUNDS = 7
LOGGED = 12  # loads after a checkpoint until whole index pages are no longer logged
THERE = scaled(2_000_000, least=100_000)
TABLES = ("accounts_user", "recipients_recipient", "mail_message")
OTHERS = THERE // 5_000
_OTHERS = """
INSERT INTO organizations_organization (id, name, street, city, state, zip_code, county, phone,
                                        step, invited_by_id, invited_at, submitted_at)
SELECT %(organization)s + n, 'Plant ' || n, street, city, state, zip_code, county, phone, step,
       invited_by_id, invited_at, submitted_at
FROM organizations_organization, generate_series(1, %(others)s) AS n
"""
_FILL = """
WITH keys AS (
  SELECT md5(n::text) || '@people.example' AS key FROM generate_series(%(first)s, %(last)s) AS n
), account AS (
  INSERT INTO accounts_user (portal, username, email, first_name, last_name, password, roles,
                             language, is_active, created_at)
  SELECT 'recipient', key || '.covid19vaccine', key, '', '', '!', ARRAY['recipient'], 'en', true,
         now()
  FROM keys ORDER BY key
  RETURNING id, email
), recipient AS (
  INSERT INTO recipients_recipient (organization_id, user_id, first_name, last_name, email,
                                    email_key, loaded_at)
  SELECT %(organization)s + 1 + id %% %(others)s, id, left(email, 7), right(left(email, 14), 7),
         email, email, now()
  FROM account
  RETURNING id
)
INSERT INTO mail_message (kind, about, priority, state, created_at, due_at, attempts, sent_at,
                          reason, token)
SELECT 'recipient_invitation', id, 9, 'sent', now(), now(), 1, now(), '', gen_random_uuid()
FROM recipient
"""


@measures("load_vs_copy", "load_vs_import_export", "load_growth")
def measure() -> Iterator[Figure]:
    """Load, copy and import in turn, then fill the tables and load again."""
    with server(), database("bench_load"):
        _lift_the_limit()
        ours, copied = _in_turn()
        print(f"one file of {ROWS:,}: loaded in {ours * 1000:.0f} ms, COPY {copied * 1000:.0f} ms")
        beside = f"COPY of the same rows: {copied * 1000:.0f} ms"
        yield at_most(1.5, "load_vs_copy", ours / copied, "times", beside=beside)
        theirs = seconds(_importing())
        print(f"django-import-export: {theirs:.1f} s")
        beside = f"ours: {ours * 1000:.0f} ms"
        yield at_least(60, "load_vs_import_export", theirs / ours, "times faster", beside=beside)
        _fill()
        later, copied_later = _in_turn(after=LOGGED)
        print(f"with {THERE:,} people: {later * 1000:.0f} ms, COPY {copied_later * 1000:.0f} ms")
        beside = f"empty: {ours * 1000:.0f} ms; COPY grew {copied_later / copied:.2f} times"
        yield at_most(1.2, "load_growth", later / ours, "times", beside=beside)


def _lift_the_limit() -> None:
    """Let one account load more people than it may in a day."""
    from django.conf import settings  # noqa: PLC0415

    settings.LIMITS = settings.LIMITS | {"address": "1000000000/d/subject"}


def _in_turn(after: int = 1) -> tuple[float, float]:
    """Return median seconds of our load and of COPY, in turn, after that many of each."""
    pairs = [(seconds(_loading()), seconds(_copying())) for _ in range(after + ROUNDS)]
    ours, copied = zip(*pairs[after:], strict=True)
    return median(ours), median(copied)


def _people() -> list[tuple[str, str, str]]:
    """Make names and new addresses, in no order."""
    return [(f"First{n}", f"Last{n}", f"{uuid.uuid4().hex}@people.example") for n in range(ROWS)]


def _file() -> bytes:
    from cvms import intake  # noqa: PLC0415

    return intake.people_file((line, *person) for line, person in enumerate(_people(), start=1))


def _organization() -> object:
    from cvms.accounts.permissions import Role  # noqa: PLC0415
    from cvms.organizations.models import Organization  # noqa: PLC0415
    from tests import make  # noqa: PLC0415

    return Organization.objects.first() or make.organization(by=make.user(Role.STATE_STAFF))


def _loading() -> Callable[[], object]:
    """Receive a file; return a function that loads it as a worker does."""
    from cvms.uploads.actions import loading  # noqa: PLC0415
    from cvms.uploads.models import Upload  # noqa: PLC0415
    from tests import make  # noqa: PLC0415

    upload = make.upload(_organization(), _file(), volume=Upload.Volume.HIGH)

    def load() -> None:
        assert loading.load(pk=upload.pk).loaded == ROWS

    return load


def _copying() -> Callable[[], object]:
    """Prepare the three rows of each person as bytes; return a function that copies them in."""
    from django.db import connection, transaction  # noqa: PLC0415

    data = _ready_rows()

    def copy() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, rows) in data.items():
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream:
                    stream.write(rows)

    return copy


def _ready_rows() -> dict[str, tuple[str, bytes]]:
    from django.utils import timezone  # noqa: PLC0415

    from cvms.recipients.actions.adding import tokens  # noqa: PLC0415

    organization, now = _organization().pk, timezone.now().isoformat()
    users, recipients = _numbers("accounts_user"), _numbers("recipients_recipient")
    people = list(zip(users, recipients, tokens(ROWS), _people(), strict=True))
    return {
        "accounts_user": (
            ("id, portal, username, email, first_name, last_name, password, roles, language,"
            " is_active, created_at"),
            _text(
                (user, "recipient", f"{email}.covid19vaccine", email, "", "", "!", "{recipient}",
                 "en", "t", now)
                for user, _recipient, _token, (_first, _last, email) in people
            ),
        ),
        "recipients_recipient": (
            "id, organization_id, user_id, first_name, last_name, email, email_key, loaded_at",
            _text(
                (recipient, organization, user, first, last, email, email, now)
                for user, recipient, _token, (first, last, email) in people
            ),
        ),
        "mail_message": (
            "kind, about, priority, state, created_at, due_at, attempts, reason, token",
            _text(
                ("recipient_invitation", recipient, 9, "queued", now, now, 0, "", token)
                for _user, recipient, token, _person in people
            ),
        ),
    }  # fmt: skip


def _numbers(table: str) -> list[int]:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT nextval('{table}_id_seq') FROM generate_series(1, %s)", [ROWS])
        return [number for (number,) in cursor.fetchall()]


def _text(rows: Iterator[tuple[object, ...]]) -> bytes:
    return "".join("\t".join(map(str, row)) + "\n" for row in rows).encode()


def _importing() -> Callable[[], object]:
    """Return a function that loads such a file with django-import-export, as it documents."""
    from django.db import transaction  # noqa: PLC0415
    from tablib import Dataset  # noqa: PLC0415

    from bench.importing import People  # noqa: PLC0415

    text, organization = _file().decode("utf-8-sig"), _organization()

    def load() -> None:
        with transaction.atomic():
            result = People(organization).import_data(Dataset().load(text, format="csv"))
        assert result.totals["new"] == ROWS, result.totals

    return load


def _fill() -> None:
    """Fill the tables with THERE people, 5,000 in each organization, and vacuum them."""
    from django.db import connection  # noqa: PLC0415

    step = 100_000
    values = {"organization": _organization().pk, "others": OTHERS}
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS, values)
        for last in range(step, THERE + 1, step):
            cursor.execute(_FILL, values | {"first": last - step, "last": last - 1})
            if last % 500_000 == 0:
                print(f"{last:,} people are in the database", flush=True)
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")
        cursor.execute("CHECKPOINT")
