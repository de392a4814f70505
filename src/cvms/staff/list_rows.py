"""Read a list of organizations to invite, and check each row."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models.functions import Lower
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from cvms import intake
from cvms.accounts.models import Portal, username_typed
from cvms.organizations.actions.inviting import Invitee
from cvms.organizations.forms import NAME_PROBLEMS, name_problem
from cvms.organizations.models import Organization, PointOfContact

TEMPLATE_NAME = "organization_invitations.csv"
ORGANIZATION, FIRST, LAST, EMAIL = "Organization Name", "First Name", "Last Name", "Email"
_WHO = ("", "poc", "contact", "pointofcontact")  # prefixes of headings about the person
COLUMNS = intake.Columns(
    (ORGANIZATION, FIRST, LAST, EMAIL),
    {"organization": ORGANIZATION, "organizationname": ORGANIZATION, "company": ORGANIZATION}
    | {f"{who}{name}": FIRST for who in _WHO for name in ("firstname", "givenname")}
    | {f"{who}{name}": LAST for who in _WHO for name in ("lastname", "surname", "familyname")}
    | {f"{who}{name}": EMAIL for who in _WHO for name in ("email", "emailaddress")},
)


class Judged(NamedTuple):
    """A checked row: its line below the headings, from 1, and its problems."""

    line: int
    invitee: Invitee
    problems: list["Problem"]

    @property
    def words(self) -> list[str]:
        """Return the problems in the reader's language."""
        return list(map(problem_words, self.problems))


Problem = tuple[str, dict[str, Any]]  # a code of `PROBLEMS` or intake's, and its parameters
THERE_ALREADY, CONTACT_ALREADY = "organization-there", "contact-there"
SAME_ADDRESS = "same-address"  # parameter: line
PROBLEMS = {
    **NAME_PROBLEMS,
    THERE_ALREADY: _("This organization is in the system already. Add the person on its page."),
    CONTACT_ALREADY: _("This person is the point of contact of an organization already."),
    SAME_ADDRESS: _("The same address is on line {line}."),
}


def problem_words(problem: Problem) -> str:
    """Return one problem of a row as a sentence, in the reader's language."""
    code, params = problem
    if code in PROBLEMS:
        return str(PROBLEMS[code]).format(**params)
    return f"{gettext(intake.reasons([intake.Code(code)]))}."


def read(data: bytes, filename: str) -> intake.Rows:
    """Return the list's rows, or the problem for which it cannot be read."""
    limits = intake.Limits(settings.INVITATION_LIST_RECORDS, settings.UPLOAD_BYTES)
    return intake.read_rows(data, filename, COLUMNS, limits)


def template() -> bytes:
    """Return the file to fill in, with only headings."""
    return intake.csv_file(COLUMNS.names, ())


def error_file(failed: Iterable[tuple[int, list[str], list[Problem]]]) -> bytes:
    """Return a CSV of the failed rows with their problems in English.

    It can be corrected and uploaded. `failed` has each row's line, cells and problems.
    """
    with override("en"):
        rows = [
            (*cells, f"Line {line}: {' '.join(map(problem_words, problems))}")
            for line, cells, problems in failed
        ]
    return intake.list_file((*COLUMNS.names, "Error"), rows)


def judge(rows: list[intake.Row]) -> list[Judged]:
    """Check every row against the others, and against the organizations known at present."""
    usernames = _known_usernames(rows)
    names = _known_names(rows)
    seen: dict[str, int] = {}
    return [_judged(row, usernames, names, seen) for row in rows]


def _judged(row: intake.Row, usernames: set[str], names: set[str], seen: dict[str, int]) -> Judged:
    invitee = Invitee(*row.cells)
    problems = [*_own_problems(invitee)]
    if invitee.organization.lower() in names:
        problems.append((THERE_ALREADY, {}))
    username = _username(invitee.email)
    if username in usernames:
        problems.append((CONTACT_ALREADY, {}))
    elif invitee.email and seen.setdefault(username, row.line) != row.line:
        problems.append((SAME_ADDRESS, {"line": seen[username]}))
    return Judged(row.line, invitee, problems)


def _own_problems(invitee: Invitee) -> Iterator[Problem]:
    if problem := name_problem(invitee.organization):
        yield problem, {}
    for code in intake.check_person(*invitee[1:]).errors:
        yield str(code), {}


def _username(email: str) -> str:
    return username_typed(Portal.ORGANIZATION, email)


def _known_usernames(rows: list[intake.Row]) -> set[str]:
    asked = [_username(row.cells[3]) for row in rows]
    known = PointOfContact.objects.filter(user__username__in=asked)
    return set(known.values_list("user__username", flat=True))


def _known_names(rows: list[intake.Row]) -> set[str]:
    asked = {row.cells[0].lower() for row in rows}
    return set(Organization.objects.named(asked).values_list(Lower("name"), flat=True))
