"""Find which addresses of a file are already in the system, and what that means for each."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from cvms import intake
from cvms.recipients.folding import folded
from cvms.recipients.formerly import formerly
from cvms.recipients.models import Recipient

from .models import Rejection, Upload

Kind = Rejection.Kind


def rejections_of(
    upload: Upload,
    report: intake.Report,
    known: Collection[str],
    corrected: dict[str, datetime],
) -> list[Rejection]:
    """Return every record that was not loaded, by line.

    `known` are address keys that were in the system already; `corrected` maps the keys of former
    addresses of the organization's own people to the time when each person was loaded.
    """
    others = [person for person in report.good if person.email_key in known]
    since = _own_since(upload, [person.email_key for person in others]) | corrected
    others += [person for person in report.good if person.email_key in corrected]
    first_of = {person.line: person for person in report.good}
    return sorted(
        [
            *(_rejection(upload, record, first_of) for record in report.rejected),
            *(_known(upload, person, since.get(person.email_key)) for person in others),
        ],
        key=lambda rejection: rejection.line,
    )


def _rejection(
    upload: Upload, record: intake.Rejection, first_of: Mapping[int, intake.Record]
) -> Rejection:
    return Rejection(
        upload=upload,
        line=record.line,
        first_name=record.first_name,
        last_name=record.last_name,
        email=record.email,
        errors=list(record.errors),
        earlier_line=record.earlier_line,
        kind=Kind.ELSEWHERE if is_twice(record, first_of) else Kind.TO_CORRECT,
        suggested=intake.suggest_email(record.email) is not None,
    )


def is_twice(record: intake.Rejection, first_of: Mapping[int, intake.Record]) -> bool:
    """Return whether the same person stands earlier in the file.

    Two names at one address are two people, and the second needs another address.
    """
    first = first_of.get(record.earlier_line or 0)
    if first is None or list(record.errors) != [intake.Code.EMAIL_DUPLICATE]:
        return False
    return _name(record) == _name(first)


def _name(record: intake.Record | intake.Rejection) -> str:
    return folded(f"{record.first_name} {record.last_name}")


def _known(upload: Upload, person: intake.Record, since: datetime | None) -> Rejection:
    return Rejection(
        upload=upload,
        line=person.line,
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        errors=[intake.Code.EMAIL_DUPLICATE],
        known_since=since,
        kind=Kind.OWN if since else Kind.ELSEWHERE,
    )


def nothing_to_do(upload: Upload, report: intake.Report) -> dict[int, str]:
    """Return the lines of people who are known by now, each with its `Rejection.Kind`."""
    known = Recipient.objects.filter(email_key__any_of=[one.email_key for one in report.good])
    whose = dict(known.values_list("email_key", "organization"))
    own = {key for key, theirs in whose.items() if theirs == upload.organization_id}
    own |= corrected_since(upload, report).keys()
    found = {}
    for person in report.good:
        if person.email_key in own:
            found[person.line] = Kind.OWN.value
        elif person.email_key in whose:
            found[person.line] = Kind.ELSEWHERE.value
    first_of = {person.line: person for person in report.good}
    twice = [record.line for record in report.rejected if is_twice(record, first_of)]
    return found | dict.fromkeys(twice, Kind.ELSEWHERE.value)


def corrected_since(upload: Upload, report: intake.Report) -> dict[str, datetime]:
    """Return the report's keys that are former addresses of own people, with their load times."""
    records = {person.email_key: [person] for person in report.good}
    found = formerly(upload.organization_id, records)
    return {former.email_key: former.recipient.loaded_at for former in found}


def _own_since(upload: Upload, keys: Iterable[str]) -> dict[str, datetime]:
    """Return when the organization itself loaded these keys; leave out other organizations'."""
    own = Recipient.objects.filter(organization=upload.organization_id, email_key__any_of=keys)
    known = own.exclude(upload=upload).values_list("email_key", "loaded_at")
    return {key: since for key, since in known if key}
