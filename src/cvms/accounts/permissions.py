"""Who may do what: the one table that pages, actions and tests all read."""

from django.db import models


class Role(models.TextChoices):
    """What a person is to the system; an account may have several at its portal."""

    STATE_STAFF = "state_staff", "state staff"
    ELIGIBILITY_EDITOR = "eligibility_editor", "eligibility editor"
    HELP_DESK_AGENT = "help_desk_agent", "help desk agent"
    AUDITOR = "auditor", "auditor"
    STATE_IT = "state_it", "state IT"
    LOCATION_MANAGER = "location_manager", "location manager"
    POINT_OF_CONTACT = "point_of_contact", "organization point of contact"
    RECIPIENT = "recipient", "recipient"


STAFF_ROLES = (
    Role.STATE_STAFF,
    Role.ELIGIBILITY_EDITOR,
    Role.HELP_DESK_AGENT,
    Role.AUDITOR,
    Role.STATE_IT,
)


class Permission(models.TextChoices):
    """One thing that a page or an action asks for."""

    INVITE_ORGANIZATIONS = "invite_organizations"
    SEE_ALL_ORGANIZATIONS = "see_all_organizations"
    USE_ORGANIZATION_PORTAL = "use_organization_portal"
    USE_RECIPIENT_PORTAL = "use_recipient_portal"
    USE_ADMIN = "use_admin"  # accounts, jobs and records as they are kept


ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.STATE_STAFF: frozenset(
        {Permission.INVITE_ORGANIZATIONS, Permission.SEE_ALL_ORGANIZATIONS}
    ),
    Role.ELIGIBILITY_EDITOR: frozenset(),
    Role.HELP_DESK_AGENT: frozenset(),
    Role.AUDITOR: frozenset(),
    Role.STATE_IT: frozenset({Permission.USE_ADMIN}),
    Role.LOCATION_MANAGER: frozenset({Permission.INVITE_ORGANIZATIONS}),
    Role.POINT_OF_CONTACT: frozenset({Permission.USE_ORGANIZATION_PORTAL}),
    Role.RECIPIENT: frozenset({Permission.USE_RECIPIENT_PORTAL}),
}

# Their pages want a second factor of everybody, whatever the settings say.
SECOND_FACTOR_ALWAYS = frozenset({Permission.USE_ADMIN})
