"""Erase a person from files: rejected rows, stored bytes, and texts about a file.

A file's bytes are deleted rather than rewritten: once it is loaded or refused nothing needs them,
and the person may also stand in a workbook's other sheets and columns. A file that waits for Create
Records is cancelled, and one whose loading failed cannot be tried again: its organization uploads
it again without the person. A file that a worker is about to load is left alone: the organization
uploaded the person again, so the person is loaded again.
"""

from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from cvms.recipients.actions.erasing import Person

from ..models import Content, FileSearch, Rejection, TypedRow, Upload
from .daily_limit import give_back
from .searching import USELESS, NotSearched, unsearched

State = Upload.State
ERASED = "removed"  # replaces a file name that contained the person's name


def erase_person(person: Person) -> None:
    """Erase a person from uploads; keep the counts, which name nobody.

    A person without an organization was never in an upload. Raises NotSearched if files have
    arrived that were not searched for the person yet.
    """
    if person.organization is None:
        return
    rejections = Rejection.objects.filter(_naming(person))
    TypedRow.objects.filter(_naming(person)).delete()
    held = set(rejections.values_list("upload", flat=True)) | {person.upload} | _files(person)
    rejections.delete()
    _drop_bytes(held)
    _forget_words(person)


def _naming(person: Person) -> Q:
    """Select rows with the person's address and, in their own organization, with their name."""
    with_address = Q()
    for address in person.addresses:
        for column in ("email", "first_name", "last_name"):
            with_address |= Q(**{f"{column}__icontains": address})
    with_name = Q(
        upload__organization=person.organization,
        first_name__iexact=person.first_name,
        last_name__iexact=person.last_name,
    )
    return with_address | with_name


def _files(person: Person) -> set[int]:
    """Return uploads whose stored bytes contain the address or can no longer be loaded."""
    if unsearched(person.recipient).exists():
        raise NotSearched
    naming = FileSearch.objects.filter(recipient=person.recipient, mentions=True)
    useless = Content.objects.filter(USELESS)
    return set(naming.values_list("content", flat=True)) | set(
        useless.values_list("upload", flat=True)
    )


def _drop_bytes(uploads: set[int | None]) -> None:
    """Delete the bytes of these uploads, except of those that a worker is loading by now."""
    now = timezone.now()
    at_rest = Upload.objects.filter(pk__in=uploads).exclude(state__in=Upload.UNDER_WAY)
    locked = list(at_rest.order_by("pk").select_for_update().values_list("pk", flat=True))
    Content.objects.filter(upload__in=locked).delete()
    unloaded = Upload.objects.filter(pk__in=locked)
    give_back(*unloaded.exclude(counted=0))
    unloaded.filter(state__in=[State.REFUSED, State.FAILED]).update(purged_at=now)
    unloaded.filter(state=State.PREVIEW).update(
        state=State.CANCELLED, purged_at=now, finished_at=now
    )


def _forget_words(person: Person) -> None:
    """Erase file names, problems and notices that contain the person's name or address."""
    said = Concat(
        "filename",
        Value("\n"),
        Cast("problem_params", TextField()),
        Value("\n"),
        Cast("notices", TextField()),
        output_field=TextField(),
    )
    named = Q(
        organization=person.organization,
        said__icontains=person.first_name,
    ) & Q(said__icontains=person.last_name)
    for address in person.addresses:
        named |= Q(said__icontains=address)
    Upload.objects.annotate(said=said).filter(named).update(
        filename=ERASED, problem_params={}, notices=[]
    )
