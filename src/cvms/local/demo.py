"""The demonstration state: who is in it, and how it is made. Names and addresses are invented."""

from dataclasses import dataclass

from cvms.accounts.permissions import Role

PASSWORD = "vaccine portal 2021"  # noqa: S105 -- for a machine that nobody else can reach


@dataclass(frozen=True, slots=True)
class Somebody:
    """A demonstration account. `door` is the first part of its portal's address."""

    title: str
    portal: str
    door: str
    role: Role
    email: str
    first_name: str
    last_name: str


STAFF = Somebody(
    "State staff", "staff", "staff", Role.STATE_STAFF, "staff@state.example", "Dana", "Whitfield"
)
MANAGER = Somebody(
    "Location manager", "provider", "provider", Role.LOCATION_MANAGER,
    "manager@clinic.example", "Ruth", "Okafor",
)  # fmt: skip
CONTACT = Somebody(
    "Organization at work", "organization", "organization", Role.POINT_OF_CONTACT,
    "hr@piedmont-plant.example", "Marcus", "Lindqvist",
)  # fmt: skip
RECIPIENT = Somebody(
    "Recipient", "recipient", "portal", Role.RECIPIENT,
    "rosa.delgado@people.example", "Rosa", "Delgado",
)  # fmt: skip
AUDITOR = Somebody(
    "Auditor", "staff", "staff", Role.AUDITOR, "auditor@state.example", "Lena", "Marsh"
)
STATE_IT = Somebody(
    "State IT", "staff", "staff", Role.STATE_IT, "it@state.example", "Victor", "Amsel"
)
PEOPLE = (STAFF, MANAGER, CONTACT, RECIPIENT, AUDITOR, STATE_IT)

INVITED = {
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
