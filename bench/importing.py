"""django-import-export loading the same three rows for each person, for `bench.load`."""

from typing import Any

from import_export import fields, resources

from cvms import intake
from cvms.accounts.models import Portal, User
from cvms.accounts.permissions import Role
from cvms.mail.models import Message
from cvms.organizations.models import Organization
from cvms.recipients.invitations import KIND
from cvms.recipients.models import Recipient


class People(resources.ModelResource):
    """Headings of the template, and the account and the invitation that go with each person."""

    first_name = fields.Field(attribute="first_name", column_name="First Name")
    last_name = fields.Field(attribute="last_name", column_name="Last Name")
    email = fields.Field(attribute="email", column_name="Email")

    class Meta:
        model = Recipient
        fields = ("first_name", "last_name", "email")
        import_id_fields = ("email",)
        use_transactions = False  # the caller has begun one

    def __init__(self, organization: Organization) -> None:
        super().__init__()
        self.organization = organization

    def before_save_instance(self, instance: Recipient, *_row: Any, **_kwargs: Any) -> None:
        """Check the record and make its account."""
        email = instance.email
        if intake.check_person(instance.first_name, instance.last_name, email).errors:
            raise ValueError("not a person to load")
        instance.organization = self.organization
        instance.email_key = intake.email_key(email)
        instance.user = User.objects.create(
            portal=Portal.RECIPIENT,
            username=f"{instance.email_key}.covid19vaccine",
            email=email,
            password="!",
            roles=[Role.RECIPIENT],
        )

    def after_save_instance(self, instance: Recipient, *_row: Any, **_kwargs: Any) -> None:
        """Queue the invitation."""
        Message.objects.create(kind=KIND, about=instance.pk, priority=9)
