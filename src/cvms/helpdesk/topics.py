"""The three kinds of request, as on the guide's Help Desk home page, and their topics."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The kind of a request: who asks, or whom it is about (User Guide, Help Desk)."""

    ORGANIZATION = "organization", _("Organization/Employer")
    RECIPIENT = "recipient", _("Vaccine Recipient")
    PROVIDER = "provider", _("Provider")


class Topic(models.TextChoices):
    """The topic of a request; `TOPICS` has the topics of each kind."""

    SIGN_IN = "sign_in", _("Signing in or the password")
    INFORMATION = "information", _("My organization's information")
    UPLOAD = "upload", _("Uploading a list or its errors")
    INVITATION = "invitation", _("The invitation email")
    REGISTRATION = "registration", _("Registering for the vaccine")
    CORRECTION = "correction", _("A wrong name or email")
    REMOVAL = "removal", _("Remove a recipient")
    INVITING = "inviting", _("Inviting an organization")
    VERIFYING = "verifying", _("Verifying a person's eligibility")
    OTHER = "other", _("Something else")


TOPICS = {
    Kind.ORGANIZATION: (
        Topic.SIGN_IN, Topic.INFORMATION, Topic.UPLOAD, Topic.INVITATION, Topic.OTHER,
    ),
    Kind.RECIPIENT: (
        Topic.INVITATION, Topic.SIGN_IN, Topic.REGISTRATION, Topic.CORRECTION, Topic.REMOVAL,
        Topic.OTHER,
    ),
    Kind.PROVIDER: (Topic.SIGN_IN, Topic.INVITING, Topic.VERIFYING, Topic.OTHER),
}  # fmt: skip

EXAMPLES = {
    Kind.ORGANIZATION: _("Signing in, uploading, your organization's information."),
    Kind.RECIPIENT: _("An invitation, a registration, a wrong name, removing a person."),
    Kind.PROVIDER: _("Inviting organizations, verifying eligibility."),
}
