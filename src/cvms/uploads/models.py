"""An uploaded file, its state and its result; rejected records and what is typed over them."""

import uuid
from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cvms.organizations.models import Organization
from cvms.recipients.models import Recipient

from .wording import notice_words, problem_words

KINDS_OF_FILES = {  # by the ending of the name
    "xlsx": _("Excel workbook"),
    "xls": _("Excel workbook"),
    "ods": _("OpenDocument spreadsheet"),
    "csv": _("CSV file"),
    "tsv": _("Text file"),
    "txt": _("Text file"),
}


class UploadQuerySet(models.QuerySet["Upload"]):
    """Queries of uploads."""

    def of(self, organization: Organization) -> Self:
        return self.filter(organization=organization).select_related("uploaded_by")

    def files(self) -> Self:
        """Return files as first uploaded; their corrections are counted as parts of them."""
        return self.filter(corrects=None).with_corrected()

    def with_corrected(self) -> Self:
        """Annotate `corrected_loaded`: how many records the corrections have loaded."""
        corrections = Upload.objects.filter(corrects=OuterRef("pk")).order_by()
        loaded = corrections.values("corrects").annotate(sum=Sum("loaded")).values("sum")
        return self.annotate(corrected_loaded=Coalesce(Subquery(loaded), 0))

    def under_way(self) -> Self:
        """Return the uploads that a worker is loading or will load."""
        return self.filter(state__in=Upload.UNDER_WAY)

    def not_loaded(self) -> Self:
        """Return failed uploads, and refused ones whose organization has sent no file since."""
        later = Upload.objects.filter(organization=OuterRef("organization"), id__gt=OuterRef("id"))
        states = [Upload.State.REFUSED, Upload.State.FAILED]
        return self.filter(Q(state=Upload.State.FAILED) | ~Exists(later), state__in=states)


class Upload(models.Model):
    """One file, from its arrival to its report; its bytes and rejected rows are purged later."""

    class Volume(models.TextChoices):
        LOW = "low", _("Low Volume")
        HIGH = "high", _("High Volume")

    class State(models.TextChoices):
        """The states of an upload; `MOVES` has the allowed moves between them."""

        PREVIEW = "preview", _("Waiting for review")
        SUBMITTED = "submitted", _("Submitted")
        READING = "reading", _("Being loaded")
        LOADED = "loaded", pgettext_lazy("upload", "Loaded")
        REFUSED = "refused", _("Not loaded")
        FAILED = "failed", _("Loading failed")
        CANCELLED = "cancelled", _("Canceled")

    MOVES = {
        State.PREVIEW: {
            State.PREVIEW,
            State.SUBMITTED,
            State.LOADED,
            State.REFUSED,
            State.CANCELLED,
        },
        # back to PREVIEW where there is something to ask
        State.SUBMITTED: {
            State.READING,
            State.PREVIEW,
            State.LOADED,
            State.REFUSED,
            State.FAILED,
        },
        State.READING: {State.READING, State.PREVIEW, State.LOADED, State.REFUSED, State.FAILED},
        State.REFUSED: {State.SUBMITTED},  # the same file, as High Volume
        State.FAILED: {State.SUBMITTED},  # the same file, tried again
        State.LOADED: set(),
        State.CANCELLED: set(),
    }
    UNDER_WAY = (State.SUBMITTED, State.READING)

    key = models.UUIDField(default=uuid.uuid4)  # of the form: a double click is one upload
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="uploads")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    corrects = models.ForeignKey(  # always the first file, however often it is corrected
        "self", on_delete=models.PROTECT, null=True, related_name="corrections"
    )
    whole_list = models.BooleanField(default=False)  # people not on it are no longer here
    whole_with = models.ForeignKey(  # the newest of several files that are one whole list
        "self", on_delete=models.PROTECT, null=True, related_name="whole_parts"
    )
    missing = models.PositiveIntegerField(null=True)  # people not on it, when last counted
    volume = models.CharField(max_length=4, choices=Volume)
    state = models.CharField(max_length=10, choices=State)
    filename = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField()  # bytes
    last_modified = models.DateTimeField(null=True)  # as the person's computer says
    notices = models.JSONField(default=list)  # of intake: [{"code", "params"}]
    problem_code = models.CharField(max_length=20, blank=True)  # of intake's catalogue
    problem_params = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)  # see choices.py
    records = models.PositiveIntegerField(default=0)
    loaded = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    counted = models.PositiveIntegerField(
        db_default=0, default=0
    )  # people counted toward the day's limit: actions/daily_limit.py
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)

    corrected_loaded: int  # see `with_corrected`
    standing: Any  # for pages: see `standing.add_standings`

    objects = UploadQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "-id"], name="uploads_history"),
            models.Index(fields=["state", "-id"], name="uploads_by_state"),
            models.Index(
                fields=["created_at"], name="uploads_to_purge", condition=Q(purged_at=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="uploads_form_sent_once"),
            models.CheckConstraint(
                condition=~Q(state="loaded") | Q(records=F("loaded") + F("rejected")),
                name="uploads_every_record_accounted",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(problem_code=""), name="uploads_refused_says_why"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "preview",
                        "submitted",
                        "reading",
                        "loaded",
                        "refused",
                        "failed",
                        "cancelled",
                    ]
                ),
                name="uploads_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | Q(loaded=0, rejected=0, finished_at__isnull=False),
                name="uploads_failed_loaded_nothing",
            ),
        ]

    def move(self, state: str) -> None:
        """Move to `state`; raise ValueError if it may not follow the present one."""
        if state not in self.MOVES[self.State(self.state)]:
            raise ValueError(f"an upload that is {self.state} does not become {state}")
        self.state = state

    @property
    def problem(self) -> str:
        """Return why nothing was loaded, in the reader's language."""
        if not self.problem_code:
            return ""
        return problem_words(self.problem_code, self.problem_params, self.volume)

    @property
    def notice_words(self) -> list[str]:
        """Return what was read with a doubt, or not read, in the reader's language."""
        return [notice_words(notice) for notice in self.notices]

    @property
    def file(self) -> "Upload":
        """Return the first file, which people see: this one, or the one it corrects."""
        return self.corrects or self

    @property
    def kind_of_file(self) -> str | Promise:
        """Return what people call this kind of file; browsers' media types are of no use here."""
        return KINDS_OF_FILES.get(self.filename.rpartition(".")[2].lower(), "")

    @property
    def is_well(self) -> bool:
        """Return whether it is under way, or was loaded and needs nothing."""
        return self.under_way or (self.state == self.State.LOADED and not self.rejected)

    @property
    def asks_for_columns(self) -> bool:
        """Return whether it waits until somebody says which column is which."""
        return self.state == self.State.PREVIEW and bool(self.problem_code)

    @property
    def under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def can_be_tried_again(self) -> bool:
        return self.state == self.State.FAILED and self.purged_at is None


class ColumnChoice(models.Model):
    """Which column is which in an organization's lists with these headings, as it chose."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    headings = models.CharField(max_length=64)  # a hash of them: they may be many and long
    roles = models.JSONField()  # by the column's place: first, last, email or full
    chosen_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "headings"], name="uploads_one_choice_for_headings"
            )
        ]


class Content(models.Model):
    """A file's bytes, in a table of their own so that lists of uploads never load them."""

    upload = models.OneToOneField(Upload, on_delete=models.CASCADE, primary_key=True)
    data = models.BinaryField()


class FileSearch(models.Model):
    """A stored file was searched for a person who is being removed; `mentions`: it names them."""

    content = models.ForeignKey(Content, on_delete=models.CASCADE, related_name="+")
    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="+")
    mentions = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "content"], name="uploads_searched_once_for_a_person"
            )
        ]


class RejectionQuerySet(models.QuerySet["Rejection"]):
    """Queries of rejected rows."""

    def of_file(self, file: Upload) -> Self:
        """Return the rejections of a file and of its corrections."""
        return self.of_files([file.pk])

    def of_files(self, files: Collection[int]) -> Self:
        """Return the rejections of several files, by primary key, and of their corrections."""
        uploads = Upload.objects.filter(Q(pk__in=files) | Q(corrects__in=files))
        return self.filter(upload__in=uploads.values("pk"))

    def outstanding(self) -> Self:
        """Return the rejections that were not corrected and sent again yet."""
        return self.filter(corrected_in=None)

    def to_correct(self) -> Self:
        """Return the outstanding rejections that a person has to correct and did not leave out."""
        return self.outstanding().filter(kind=Rejection.Kind.TO_CORRECT, left_out=False)


class Rejection(models.Model):
    """A record that was not loaded, with its place in the file and the reasons."""

    class Kind(models.TextChoices):
        """What to do about a rejection; only `TO_CORRECT` needs a person."""

        OWN = "own", _("Already on your list")
        ELSEWHERE = "elsewhere", _("Registered by others, or twice in the file")
        TO_CORRECT = "to_correct", _("To correct")

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="rejections")
    line = models.PositiveIntegerField()
    first_name = models.TextField(blank=True)
    last_name = models.TextField(blank=True)
    email = models.TextField(blank=True)
    errors = ArrayField(models.CharField(max_length=30))  # codes of intake's catalogue, in order
    earlier_line = models.PositiveIntegerField(null=True)  # where the address stood first
    known_since = models.DateTimeField(null=True)  # when the organization itself had loaded it
    corrected_in = models.ForeignKey(
        Upload, on_delete=models.SET_NULL, null=True, related_name="corrected"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TO_CORRECT)
    left_out = models.BooleanField(default=False)  # "not one of ours"; can be put back
    suggested = models.BooleanField(db_default=False, default=False)  # another address is offered

    objects = RejectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "line"], name="uploads_a_line_fails_once"),
            models.CheckConstraint(condition=~Q(errors=[]), name="uploads_rejection_says_why"),
        ]


class TypedRow(models.Model):
    """What somebody typed over a record that is not loaded yet, stored until it is sent.

    `upload` is the first file, not a correction; `version` detects two people editing one row.
    """

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="typed_rows")
    line = models.PositiveIntegerField()
    first_name = models.TextField(blank=True)
    last_name = models.TextField(blank=True)
    email = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    typed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "line"], name="uploads_a_line_typed_once")
        ]
