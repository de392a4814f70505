"""The people of a drill, and what must be true of them afterwards."""

import re
import uuid
from urllib.parse import urlsplit

from portal import Browser, Uploader

PASSWORD = "drill password 2021"
INFORMATION = {
    "name": "Drill",
    "street": "2222 Main St",
    "city": "Raleigh",
    "state": "NC",
    "zip_code": "27610",
    "county": "37183",
    "phone": "+19195550100",
}
# The secret of the drill's authenticator app.
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def address(number: int | str) -> str:
    return f"hr{number}@drill.example"


def contact(number: int | str) -> str:
    """Make an organization that can upload; return its point of contact's address."""
    from django.utils import timezone

    from cvms.organizations.actions import inviting, organizations

    email = address(number)
    made = inviting.invite(
        name=f"Drill {number}", first_name="Pat", last_name="Doe", email=email, by=_staff(),
        another=True,
    )  # fmt: skip
    user = made.points_of_contact.get().user
    user.set_password(PASSWORD)
    user.password_changed_at = timezone.now()
    user.save()
    organizations.submit_information(organization=made, information=INFORMATION, by=user)
    return email


def _staff() -> object:
    from cvms.accounts.models import Portal, User
    from cvms.accounts.permissions import Role

    found = User.objects.filter(email="staff@drill.example").first()
    return found or User.objects.create_user(
        Portal.STAFF, "staff@drill.example", roles=[Role.STATE_STAFF], password=PASSWORD,
        first_name="Pat", last_name="Doe",
    )  # fmt: skip


def recipients(number: int, count: int) -> list[tuple[int, str]]:
    """Load people and sign them in; return their numbers and their browsers' sessions."""
    from django.conf import settings
    from django.test import Client

    from cvms import intake
    from cvms.accounts.models import User
    from cvms.recipients.models import Recipient
    from cvms.uploads.actions import loading, receiving

    data = intake.people_file(
        (line, "Rosa", "Drill", f"r{line}@registering{number}.example") for line in range(count)
    )
    upload = receiving.receive(
        organization=_organization(contact(f"-registering{number}")),
        file=receiving.File("list.csv", "text/csv", data, len(data)),
        volume="low",
        by=User.objects.get(email=address(f"-registering{number}")),
        key=uuid.uuid4(),
    )
    loading.load(pk=upload.pk)
    found = []
    for person in Recipient.objects.filter(upload=upload).select_related("user"):
        client = Client()
        client.force_login(person.user)
        found.append((person.pk, client.cookies[settings.SESSION_COOKIE_NAME].value))
    return found


def _organization(email: str) -> object:
    from cvms.organizations.models import Organization

    return Organization.objects.get(points_of_contact__user__email=email)


class Kept:
    """What people still have when the database is lost: an authenticator app and a mailed link."""

    def __init__(self) -> None:
        from allauth.mfa.totp.internal.auth import TOTP

        from cvms.accounts.links import mint
        from cvms.accounts.models import PasswordLink

        user = _staff()
        TOTP.activate(user, SECRET)
        made = mint([user], PasswordLink.Purpose.RESET)[user.pk]
        self.link = urlsplit(made).path

    def check(self, browser: Browser) -> None:
        """Raise SystemExit unless the app's code signs in and the link opens."""
        status, where, _page = browser.get(self.link)
        hold(status == 200, f"the link answers {status} {where}")
        browser.get("/staff/sign-in/")
        browser.post("/staff/sign-in/", login="staff@drill.example", password=PASSWORD)
        status, where, page = browser.post("/account/security/authenticate/", code=_code())
        hold(status == 200 and where.endswith("/staff/"), f"the code led to {where}")
        hold("Mail is held" in page, "the console does not say that mail is held")


def _code() -> str:
    from allauth.mfa.totp.internal import auth as totp

    counter = next(totp.yield_hotp_counters_from_time())
    return str(totp.format_hotp_value(totp.hotp_value(SECRET, counter)))


def look_at(database: str) -> None:
    """Send the queries of this process to another database from now on."""
    from django.db import connection

    from cvms.config.database import database as settings_of

    connection.close()
    connection.settings_dict.update(settings_of(database, lock_seconds=30, idle_seconds=120))


def all_loaded(uploader: Uploader) -> bool:
    """Return whether each acknowledged file is there once and was loaded completely."""
    from cvms.uploads.models import Upload

    keys = [key for _at, key in uploader.acknowledged]
    found = Upload.objects.filter(key__in=keys)
    hold(found.count() == len(keys), f"{len(keys) - found.count()} files are lost")
    return found.filter(loaded=uploader.ROWS).count() == len(keys)


def hold(true: bool, what: str) -> None:
    """Raise SystemExit with the fault unless `true`."""
    if not true:
        raise SystemExit(f"The drill failed: {re.sub(r'[^ -~]', ' ', what)}")
