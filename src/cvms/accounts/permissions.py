"""Roles and their permissions: the only table, which pages, actions and tests use."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A person's role; an account may have several at its portal."""

    STATE_STAFF = "state_staff", _("state staff")
    ELIGIBILITY_EDITOR = "eligibility_editor", _("eligibility editor")
    HELP_DESK_AGENT = "help_desk_agent", _("help desk agent")
    AUDITOR = "auditor", _("auditor")
    STATE_IT = "state_it", _("state IT")
    STAFF_ADMINISTRATOR = "staff_administrator", _("staff administrator")
    LOCATION_MANAGER = "location_manager", _("location manager")
    POINT_OF_CONTACT = "point_of_contact", _("organization point of contact")
    RECIPIENT = "recipient", _("recipient")


STAFF_ROLES = (
    Role.STATE_STAFF,
    Role.ELIGIBILITY_EDITOR,
    Role.HELP_DESK_AGENT,
    Role.AUDITOR,
    Role.STATE_IT,
    Role.STAFF_ADMINISTRATOR,
)


class Permission(models.TextChoices):
    """A permission that a page or an action requires."""

    USE_STAFF_CONSOLE = "use_staff_console"
    INVITE_ORGANIZATIONS = "invite_organizations"
    SEE_ALL_ORGANIZATIONS = "see_all_organizations"
    MANAGE_ORGANIZATIONS = "manage_organizations"  # points of contact, deactivation, lists
    SEE_DELIVERY = "see_delivery"
    RETRY_DELIVERY = "retry_delivery"
    RELEASE_MAIL = "release_mail"  # from a database that seems to be a copy
    SEE_STATISTICS = "see_statistics"
    SEE_AUDIT = "see_audit"
    SEE_ELIGIBILITY = "see_eligibility"
    EDIT_ELIGIBILITY = "edit_eligibility"
    USE_ORGANIZATION_PORTAL = "use_organization_portal"
    USE_RECIPIENT_PORTAL = "use_recipient_portal"
    KEEP_DIRECTORY = "keep_directory"  # all locations of providers, and who manages them
    MANAGE_LOCATION = "manage_location"  # one's own
    VERIFY_ELIGIBILITY = "verify_eligibility"  # at the desk of one's location
    ANSWER_REQUESTS = "answer_requests"
    SEE_PEOPLE = "see_people"  # a person's page: stage and letters, never answers or group
    CORRECT_PEOPLE = "correct_people"  # name, email, second factor, letters
    REMOVE_RECIPIENTS = "remove_recipients"
    MANAGE_STAFF = "manage_staff"  # who has an account at the console, and for what
    USE_ADMIN = "use_admin"  # accounts, jobs and records as they are stored


ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.STATE_STAFF: frozenset(
        {
            Permission.USE_STAFF_CONSOLE,
            Permission.INVITE_ORGANIZATIONS,
            Permission.SEE_ALL_ORGANIZATIONS,
            Permission.MANAGE_ORGANIZATIONS,
            Permission.SEE_DELIVERY,
            Permission.RETRY_DELIVERY,
            Permission.SEE_STATISTICS,
            Permission.SEE_ELIGIBILITY,
            Permission.KEEP_DIRECTORY,
            Permission.SEE_PEOPLE,
            Permission.CORRECT_PEOPLE,
        }
    ),
    Role.ELIGIBILITY_EDITOR: frozenset(
        {
            Permission.USE_STAFF_CONSOLE,
            Permission.SEE_STATISTICS,
            Permission.SEE_ELIGIBILITY,
            Permission.EDIT_ELIGIBILITY,
        }
    ),
    Role.HELP_DESK_AGENT: frozenset(
        {
            Permission.USE_STAFF_CONSOLE,
            Permission.ANSWER_REQUESTS,
            Permission.REMOVE_RECIPIENTS,
            Permission.SEE_PEOPLE,
            Permission.CORRECT_PEOPLE,
        }
    ),
    Role.AUDITOR: frozenset({Permission.USE_STAFF_CONSOLE, Permission.SEE_AUDIT}),
    Role.STATE_IT: frozenset(
        {
            Permission.USE_STAFF_CONSOLE,
            Permission.SEE_DELIVERY,
            Permission.RETRY_DELIVERY,
            Permission.RELEASE_MAIL,
            Permission.SEE_STATISTICS,
            Permission.SEE_AUDIT,
            Permission.MANAGE_STAFF,
            Permission.USE_ADMIN,
        }
    ),
    Role.STAFF_ADMINISTRATOR: frozenset({Permission.USE_STAFF_CONSOLE, Permission.MANAGE_STAFF}),
    Role.LOCATION_MANAGER: frozenset(
        {
            Permission.INVITE_ORGANIZATIONS,
            Permission.MANAGE_LOCATION,
            Permission.VERIFY_ELIGIBILITY,
        }
    ),
    Role.POINT_OF_CONTACT: frozenset({Permission.USE_ORGANIZATION_PORTAL}),
    Role.RECIPIENT: frozenset({Permission.USE_RECIPIENT_PORTAL}),
}

# Pages with these permissions require a second factor of everybody, whatever the settings say.
SECOND_FACTOR_ALWAYS = frozenset(
    {Permission.USE_ADMIN, Permission.MANAGE_STAFF, Permission.RELEASE_MAIL}
)
