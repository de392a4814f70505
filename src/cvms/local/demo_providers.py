"""Makes the demonstration state's vaccine providers. All names and addresses are invented."""

from datetime import timedelta

from django.utils import timezone

from cvms.accounts.models import User
from cvms.providers.actions import keeping, registering
from cvms.providers.models import Location, LocationManager
from cvms.registration.actions import answering as registration

from . import demo

HOURS = "Monday to Friday, 8 AM to 5 PM\nSaturday, 9 AM to noon"
LOCATIONS = (  # name, street, city, ZIP code, county, phone, takes appointments
    ("Cedar Street Clinic", "412 Cedar St", "Raleigh", "27610", "37183", "+19195550131", True),
    ("Capital Pharmacy", "88 Loop Rd", "Raleigh", "27601", "37183", "+19195550132", False),
    ("Apex Family Health", "17 Depot St", "Apex", "27502", "37183", "+19195550133", True),
    ("Bull City Clinic", "15 Tobacco Way", "Durham", "27704", "37063", "+19195550134", True),
    ("Orange Grove Clinic", "9 Mill Ct", "Hillsborough", "27278", "37135", "+19195550135", False),
    ("Gate City Hospital", "700 Market Sq", "Greensboro", "27401", "37081", "+13365550136", True),
    ("Trade St Pharmacy", "23 Trade St", "Winston-Salem", "27101", "37067", "+13365550137", True),
    ("Arena Drive Site", "1 Arena Dr", "Charlotte", "28205", "37119", "+17045550138", True),
    ("Catawba Valley Clinic", "64 River Rd", "Hickory", "28601", "37035", "+18285550139", False),
    ("Blue Ridge Clinic", "301 Haywood Ave", "Asheville", "28801", "37021", "+18285550140", True),
    ("Cape Fear Drive-In", "55 Harbor Blvd", "Wilmington", "28401", "37129", "+19105550141", True),
    ("Sandhills Medical", "210 Bragg Rd", "Fayetteville", "28303", "37051", "+19105550142", False),
    ("Outer Banks Clinic", "4 Beach Rd", "Nags Head", "27959", "37055", "+12525550143", True),
)  # fmt: skip

AT_DESK = {  # what the wizard's pages post
    "contact": {
        "first_name": "Otis",
        "last_name": "Greer",
        "phone": "919-555-0187",
        "channel": "paper",
        "language": "en",
    },
    "address": {
        "street": "31 Chestnut St",
        "city": "Raleigh",
        "state": "NC",
        "zip_code": "27610",
        "county": "37183",
    },
    "about": {
        "date_of_birth_0": "3",
        "date_of_birth_1": "9",
        "date_of_birth_2": "1951",
        "sex": "M",
        "races": "2054-5 2106-3",
        "ethnicity": "2186-5",
    },
    "work": {
        "health_worker": "none",
        "frontline_sector": "none",
        "other_essential": "no",
        "correctional_or_shelter_staff": "no",
        "student": "no",
    },
    "home": {"long_term_care": "none", "residence": "own-home"},
    "medical": {"conditions": "none"},
}


def make_providers(staff: User) -> None:
    """Make the directory's locations, each a day older than the last, and a location manager.

    The manager belongs to the first location.
    """
    now = timezone.now()
    for days, entry in enumerate(LOCATIONS):
        location = keeping.add(information=_information(*entry), by=staff)
        Location.objects.filter(pk=location.pk).update(updated_at=now - timedelta(days=days))
    who = demo.MANAGER
    manager = keeping.appoint(
        location=Location.objects.get(name=LOCATIONS[0][0]),
        first_name=who.first_name,
        last_name=who.last_name,
        email=who.email,
        by=staff,
    )
    _register_at_desk(manager)


def _register_at_desk(manager: LocationManager) -> None:
    """Register a person without email, whom the verification desk can find."""
    draft = registering.begin(
        location=manager.location, first_name="Otis", last_name="Greer", by=manager.user
    )
    for page, typed in AT_DESK.items():
        draft = registration.save(
            recipient=draft.recipient,
            key=draft.key,
            page=page,
            typed={
                name: value.split() if name == "races" else [value] for name, value in typed.items()
            },
            next_page=page,
        )
    registration.submit(
        recipient=draft.recipient, key=draft.key, revision=draft.revision, by=manager.user
    )


def _information(
    name: str,
    street: str,
    city: str,
    zip_code: str,
    county: str,
    phone: str,
    appointments: bool,  # noqa: FBT001
) -> dict[str, object]:
    return {
        "name": name,
        "street": street,
        "city": city,
        "state": "NC",
        "zip_code": zip_code,
        "county": county,
        "phone": phone,
        "website": f"https://{name.lower().replace(' ', '-')}.example",
        "hours": HOURS,
        "takes_appointments": appointments,
    }
