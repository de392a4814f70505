"""What the file alone cannot tell: which addresses are in the system already."""

from collections.abc import Collection, Iterable

from cvms import intake
from cvms.recipients.models import Recipient

from .models import Rejection, Upload


def rejections_of(
    upload: Upload, report: intake.Report, loaded: Collection[str]
) -> list[Rejection]:
    """Every record that was not loaded, by line; `loaded` are the address keys that were."""
    known = [person for person in report.good if person.email_key not in loaded]
    since = _own_since(upload, [person.email_key for person in known])
    duplicates = [
        Rejection(
            upload=upload,
            line=person.line,
            first_name=person.first_name,
            last_name=person.last_name,
            email=person.email,
            errors=[intake.Code.EMAIL_DUPLICATE],
            known_since=since.get(person.email_key),
        )
        for person in known
    ]
    return sorted(
        [*(_rejection(upload, record) for record in report.rejected), *duplicates],
        key=lambda rejection: rejection.line,
    )


def _rejection(upload: Upload, record: intake.Rejection) -> Rejection:
    return Rejection(
        upload=upload,
        line=record.line,
        first_name=record.first_name,
        last_name=record.last_name,
        email=record.email,
        errors=list(record.errors),
        earlier_line=record.earlier_line,
    )


def already_there(report: intake.Report) -> set[str]:
    """Of a report's good records, the address keys that are in the system at this moment."""
    keys = [person.email_key for person in report.good]
    return set(Recipient.objects.filter(email_key__in=keys).values_list("email_key", flat=True))


def _own_since(upload: Upload, keys: Iterable[str]) -> dict[str, object]:
    """When the organization itself loaded these; of other organizations' people nothing is said."""
    own = Recipient.objects.filter(organization=upload.organization_id, email_key__in=list(keys))
    return dict(own.exclude(upload=upload).values_list("email_key", "loaded_at"))
