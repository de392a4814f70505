"""An export of a personnel system with thirty columns, on a phone, in both languages."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cvms.accounts.models import User
from cvms.recipients.models import Recipient
from tests.e2e import walk
from tests.e2e.conftest import PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
HEADINGS = [
    "Employee ID", "Legal First Name", "Middle Name", "Legal Last Name", "Preferred Name",
    "Work Email", "Personal Email", "Work Phone", "Home Phone", "Location", "Building", "Floor",
    "Department", "Cost Center", "Job Title", "Job Code", "Manager Name", "Manager ID",
    "Hire Date", "Service Date", "Birth Month", "Status", "Full Time", "Shift", "Union", "Badge",
    "Pay Group", "Emergency Contact Name", "Emergency Contact Phone", "Notes",
]  # fmt: skip
PEOPLE = [
    ("Ann", "Lee", "ann.lee@plant.example", "ann@home.example"),
    ("José", "Muñoz Vega", "jose.munoz@plant.example", ""),
    ("Thi Hoa", "Nguyễn", "", "hoa@home.example"),
]


def export() -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([["Piedmont Plant - Active Employees"], [], HEADINGS])
    for number, (first, last, work, home) in enumerate(PEOPLE):
        row = dict.fromkeys(HEADINGS, "x")
        row |= {"Legal First Name": first, "Legal Last Name": last, "Work Email": work}
        row |= {"Personal Email": home, "Employee ID": str(100234 + number), "Preferred Name": ""}
        writer.writerow(row.values())
    return out.getvalue().encode("utf-8-sig")


WORDS = {
    "en": (
        "Which column is which?",
        "First name",
        "Last name",
        "Email",
        "Show how it will be read",
        "Use these columns",
        "Review your list",
        "Create Records",
    ),
    "es": (
        "¿Qué contiene cada columna?",
        "Nombre",
        "Apellido",
        "Correo electrónico",
        "Mostrar cómo se lee",
        "Usar estas columnas",
        "Revise su lista",
        "Crear registros",
    ),
}


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_person_says_on_a_phone_which_column_is_which(
    new_page: Callable[..., Page],
    contact: User,
    worker: object,
    accessible: Callable[[Page], None],
    language: str,
    script: bool,
) -> None:
    title, first, last, email, show, use, review, create = WORDS[language]
    contact.language = language
    contact.save()

    # Given an export with other headings in its third row, chosen on a phone
    page = new_page(viewport=PHONE, java_script_enabled=script)
    walk.sign_in(page, "organization", contact.email)
    page.goto(f"{walk.BULK}?volume=low")
    page.locator("input[type=file]").set_input_files(
        {"name": "export.csv", "mimeType": "text/csv", "buffer": export()}
    )
    if not script:
        page.locator("button[data-uploading-text]").click()

    # Then the page asks, with the best guess chosen, and nothing has to be moved sideways
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    for heading, chosen in {
        "Legal First Name": first,
        "Legal Last Name": last,
        "Work Email": email,
    }.items():
        choice = page.get_by_label(heading, exact=True)
        expect(choice.locator("option:checked")).to_have_text(chosen)
    expect(page.locator(".cvms-columns select")).to_have_count(len(HEADINGS))
    if script:
        accessible(page)
        walk.see_no_sideways_scrolling(page)

    # When another column is chosen by keyboard, and shown
    page.get_by_label("Work Email", exact=True).select_option("")
    page.get_by_label("Personal Email", exact=True).select_option("email")
    page.get_by_role("button", name=show).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("cell", name="hoa@home.example")).to_be_visible()

    # And the first guess was better
    page.get_by_label("Personal Email", exact=True).select_option("")
    page.get_by_label("Work Email", exact=True).select_option("email")
    page.get_by_role("button", name=use).focus()
    page.keyboard.press("Enter")

    # Then the records are shown, and those with an address are created
    expect(page.get_by_role("heading", name=review)).to_be_visible()
    page.get_by_role("button", name=create, exact=True).click()
    created = re.compile("2 recipient records were created|los registros de 2 personas")
    expect(page.get_by_text(created).first).to_be_visible()
    people = Recipient.objects.values_list("first_name", "last_name", "email")
    assert set(people) == {person[:3] for person in PEOPLE[:2]}
