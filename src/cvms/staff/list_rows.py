"""Reads a list of organizations to invite, and says what is wrong with each row."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.db.models.functions import Lower
from django.utils.translation import gettext_noop, override

from cvms import intake
from cvms.accounts.models import Portal, username_for
from cvms.organizations.forms import name_problem
from cvms.organizations.inviting import Invitee
from cvms.organizations.models import Organization, PointOfContact
from cvms.ui.phrases import Phrases

TEMPLATE_NAME = "organization_invitations.csv"
ORGANIZATION, FIRST, LAST, EMAIL = "Organization Name", "First Name", "Last Name", "Email"
_WHO = ("", "poc", "contact", "pointofcontact")  # what may stand before a heading of the person's
COLUMNS = intake.Columns(
    (ORGANIZATION, FIRST, LAST, EMAIL),
    {"organization": ORGANIZATION, "organizationname": ORGANIZATION, "company": ORGANIZATION}
    | {f"{who}{name}": FIRST for who in _WHO for name in ("firstname", "givenname")}
    | {f"{who}{name}": LAST for who in _WHO for name in ("lastname", "surname", "familyname")}
    | {f"{who}{name}": EMAIL for who in _WHO for name in ("email", "emailaddress")},
)


class Judged(NamedTuple):
    """A row of the list: its line below the headings, and what is wrong, in English sentences.

    So they go into the file of failed rows; a page says them in its own language (`words`).
    """

    line: int
    invitee: Invitee
    problems: list[str]

    @property
    def words(self) -> list[str]:
        return list(map(problem_words, self.problems))


THERE_ALREADY = gettext_noop("This organization is there already. Add the person on its page.")
CONTACT_ALREADY = gettext_noop("This person is the point of contact of an organization already.")
SAME_ADDRESS = gettext_noop("The same address is on line {line}.")
problem_words = Phrases((SAME_ADDRESS, "{reason}."), within=("reason",))


def read(data: bytes, filename: str) -> intake.Rows:
    """The list's rows, or why it cannot be read."""
    limits = intake.Limits(settings.INVITATION_LIST_RECORDS, settings.UPLOAD_BYTES)
    return intake.read_rows(data, filename, COLUMNS, limits)


def template() -> bytes:
    """The file to fill in."""
    return intake.csv_file(COLUMNS.names, ())


def error_file(failed: Iterable[tuple[int, list[str], list[str]]]) -> bytes:
    """The failed rows with their problems; corrected, it can be uploaded as it is."""
    rows = ((*cells, f"Line {line}: {' '.join(problems)}") for line, cells, problems in failed)
    return intake.csv_file((*COLUMNS.names, "Error"), rows)


def judge(rows: list[intake.Row]) -> list[Judged]:
    """Every row with what is wrong with it, as things stand now."""
    usernames = _known_usernames(rows)
    names = _known_names(rows)
    seen: dict[str, int] = {}
    return [_judged(row, usernames, names, seen) for row in rows]


def _judged(row: intake.Row, usernames: set[str], names: set[str], seen: dict[str, int]) -> Judged:
    invitee = Invitee(*row.cells)
    problems = [*_own_problems(invitee)]
    if invitee.organization.lower() in names:
        problems.append(THERE_ALREADY)
    username = _username(invitee.email)
    if username in usernames:
        problems.append(CONTACT_ALREADY)
    elif invitee.email and seen.setdefault(username, row.line) != row.line:
        problems.append(SAME_ADDRESS.format(line=seen[username]))
    return Judged(row.line, invitee, problems)


def _own_problems(invitee: Invitee) -> Iterator[str]:
    if problem := name_problem(invitee.organization):
        with override("en"):
            words = str(problem)
        yield words
    for code in intake.check_person(*invitee[1:]).errors:
        yield f"{intake.reasons([code])}."


def _username(email: str) -> str:
    return username_for(Portal.ORGANIZATION, email)


def _known_usernames(rows: list[intake.Row]) -> set[str]:
    asked = [_username(row.cells[3]) for row in rows]
    known = PointOfContact.objects.filter(user__username__in=asked)
    return set(known.values_list("user__username", flat=True))


def _known_names(rows: list[intake.Row]) -> set[str]:
    asked = {row.cells[0].lower() for row in rows}
    known = Organization.objects.annotate(plain=Lower("name")).filter(plain__in=asked)
    return set(known.values_list("plain", flat=True))
