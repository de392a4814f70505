"""The accounts and other data of the demonstration state. Names and addresses are invented."""

from dataclasses import dataclass
from typing import Any, TypedDict

from cvms.accounts.permissions import Role

PASSWORD = "vaccine portal 2021"  # noqa: S105 -- for a machine that nobody else can reach


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A demonstration account; `path` is the first segment of its portal's addresses."""

    title: str
    portal: str
    path: str
    role: Role
    email: str
    first_name: str
    last_name: str


STAFF = DemoAccount(
    "State staff", "staff", "staff", Role.STATE_STAFF, "staff@state.example", "Dana", "Whitfield"
)
EDITOR = DemoAccount(
    "Eligibility editor", "staff", "staff", Role.ELIGIBILITY_EDITOR,
    "epidemiologist@state.example", "Ines", "Abernathy",
)  # fmt: skip
MANAGER = DemoAccount(
    "Location manager", "provider", "provider", Role.LOCATION_MANAGER,
    "manager@clinic.example", "Ruth", "Okafor",
)  # fmt: skip
CONTACT = DemoAccount(
    "Organization at work", "organization", "organization", Role.POINT_OF_CONTACT,
    "hr@piedmont-plant.example", "Marcus", "Lindqvist",
)  # fmt: skip
RECIPIENT = DemoAccount(
    "Recipient", "recipient", "portal", Role.RECIPIENT,
    "rosa.delgado@people.example", "Rosa", "Delgado",
)  # fmt: skip
AUDITOR = DemoAccount(
    "Auditor", "staff", "staff", Role.AUDITOR, "auditor@state.example", "Lena", "Marsh"
)
STATE_IT = DemoAccount(
    "State IT", "staff", "staff", Role.STATE_IT, "it@state.example", "Victor", "Amsel"
)
ADMINISTRATOR = DemoAccount(
    "Staff administrator", "staff", "staff", Role.STAFF_ADMINISTRATOR,
    "administrator@state.example", "June", "Castell",
)  # fmt: skip
AGENT = DemoAccount(
    "Help desk agent", "staff", "staff", Role.HELP_DESK_AGENT,
    "agent@helpdesk.example", "Priya", "Raman",
)  # fmt: skip
SECOND_AGENT = DemoAccount(
    "Another help desk agent", "staff", "staff", Role.HELP_DESK_AGENT,
    "second.agent@helpdesk.example", "Tom", "Becker",
)  # fmt: skip
PEOPLE = (
    STAFF,
    EDITOR,
    AGENT,
    SECOND_AGENT,
    AUDITOR,
    ADMINISTRATOR,
    STATE_IT,
    MANAGER,
    CONTACT,
    RECIPIENT,
)


class Invited(TypedDict):
    """The keyword arguments of an invitation."""

    name: str
    first_name: str
    last_name: str
    email: str


INVITED: Invited = {
    "name": "Blue Ridge Foods",
    "first_name": "Helen",
    "last_name": "Ostrander",
    "email": "safety@blueridge-foods.example",
}
ADDRESS = {
    "street": "2222 Main St",
    "city": "Raleigh",
    "state": "NC",
    "zip_code": "27610",
    "county": "37183",
    "phone": "+19195550100",
}
REMOVAL_REQUEST: dict[str, Any] = {
    "topic": "removal",
    "subject": "Left the company",
    "message": "Elena has left the plant and asked us to take her off the list.",
    "name": "Marcus Lindqvist",
    "email": CONTACT.email,
    "phone": "+19195550100",
    "person_first_name": "Elena",
    "person_last_name": "Abbott",
    "person_email": "employee4@piedmont-plant.example",
}
QUESTION: dict[str, Any] = {
    "topic": "invitation",
    "subject": "No invitation yet",
    "message": "My employer says that I was registered, but I have had no email. What can I do?",
    "name": "Walter Pruitt",
    "email": "walter.pruitt@people.example",
    "phone": "",
}
FIRST_NAMES = [
    "Ada",
    "Ben",
    "Carla",
    "Dev",
    "Elena",
    "Femi",
    "Grace",
    "Hugo",
    "Ines",
    "Jamal",
    "Keiko",
    "Luis",
    "Maya",
    "Noah",
    "Olga",
    "Pedro",
    "Quinn",
    "Rosa",
    "Sam",
    "Tess",
    "Umar",
    "Vera",
    "Wes",
    "Ximena",
    "Yusuf",
    "Zoe",
]
LAST_NAMES = [
    "Abbott",
    "Barros",
    "Chen",
    "Dunn",
    "Eze",
    "Flores",
    "Greer",
    "Huang",
    "Ivers",
    "Jansen",
    "Kowalski",
    "Lowe",
    "Mbeki",
    "Núñez",
    "O'Neil",
    "Park",
    "Quist",
    "Reyes",
    "Sato",
    "Tran",
    "Ulrich",
    "Vance",
    "Webb",
    "Xu",
    "Yoder",
    "Zamora",
]
