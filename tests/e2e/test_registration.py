"""From the invitation email to the eligibility status, on a phone, in English and in Spanish."""

from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import expect

from cvms.eligibility.models import Case
from tests import make
from tests.e2e import walk
from tests.e2e.conftest import PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True)
class Words:
    """The words that she reads and chooses in one language."""

    locale: str
    new_password: str
    confirm: str
    change_password: str
    start: str
    next: str
    pause: str
    paused: str
    resume: str
    so_far: str
    carry_on: str
    phone: str
    street: str
    city: str
    zip_code: str
    female: str
    other_race: str
    hispanic: str
    sector: str
    yes: str
    no: str
    neither: str
    house: str
    one: str
    submit: str
    eligible: str
    no_appointment: str
    dashboard: str


ENGLISH = Words(
    locale="en-US",
    new_password="New Password",
    confirm="Confirm New Password",
    change_password="Change Password",
    start="Start Vaccine Registration",
    next="Next",
    pause="Pause",
    paused="Your answers are saved.",
    resume="Continue your registration",
    so_far="Your answers so far",
    carry_on="Continue",
    phone="Phone number (XXX-XXX-XXXX)",
    street="Street address",
    city="City",
    zip_code="ZIP code",
    female="Female",
    other_race="Other race",
    hispanic="Hispanic or Latino",
    sector="Food and agriculture",
    yes="Yes",
    no="No",
    neither="Neither",
    house="A house, an apartment",
    one="1",
    submit="Submit",
    eligible="You are eligible for a vaccine now.",
    no_appointment="is not an appointment",
    dashboard="Go to My Dashboard",
)
SPANISH = Words(
    locale="es-US",
    new_password="Nueva contraseña",
    confirm="Confirme la nueva contraseña",
    change_password="Crear la contraseña",
    start="Empezar el registro para la vacuna",
    next="Siguiente",
    pause="Guardar y seguir después",
    paused="Sus respuestas están guardadas.",
    resume="Continuar con su registro",
    so_far="Sus respuestas hasta ahora",
    carry_on="Continuar",
    phone="Número de teléfono (XXX-XXX-XXXX)",
    street="Calle y número",
    city="Ciudad",
    zip_code="Código postal",
    female="Femenino",
    other_race="Otra raza",
    hispanic="Hispano o latino",
    sector="Alimentos y agricultura",
    yes="Sí",
    no="No",
    neither="Ninguna de las dos cosas",
    house="En una casa, un apartamento",
    one="1",
    submit="Enviar",
    eligible="Usted ya puede recibir una vacuna.",
    no_appointment="no es una cita",
    dashboard="Ir a Mi panel",
)


@pytest.fixture
def invitation(organization, worker, mailbox):
    """The letter to a line cook on her employer's list."""
    make.loaded(organization, ("Rosa", "Delgado", "rosa@people.example"))
    subject = "Welcome to the COVID-19 Vaccine Management System"
    return lambda page: walk.letter_to(page, mailbox, "rosa@people.example", subject)


def choose(page, question, answer):
    """Choose the answer that begins with these words."""
    group = page.locator(f".usa-form-group:has(input[name={question}])").last
    group.locator("label").filter(has_text=answer).first.click()


def onward(page, words):
    button = page.get_by_role("main").get_by_role("button", name=words.next, exact=True)
    walk.follow(page, button)


@pytest.fixture
def looks_right(accessible):
    """Check that the page fits the phone and is accessible."""

    def check(page):
        walk.see_no_sideways_scrolling(page)
        accessible(page)

    return check


def open_account(page, words, link, looks_right):
    page.goto(link)
    looks_right(page)
    walk.labelled(page, words.new_password).fill(make.PASSWORD)
    walk.labelled(page, words.confirm).fill(make.PASSWORD)
    page.get_by_role("button", name=words.change_password).click()
    page.wait_for_url("**/portal/")
    looks_right(page)


def start_and_pause(page, words, looks_right):
    walk.follow(page, page.get_by_role("link", name=words.start))
    looks_right(page)
    onward(page, words)
    looks_right(page)
    walk.labelled(page, words.phone).fill("919-555-0177")
    onward(page, words)
    looks_right(page)
    walk.labelled(page, words.street).fill("14 Elm St")
    page.get_by_role("button", name=words.pause).click()
    page.wait_for_url("**/portal/")
    expect(page.locator("main")).to_contain_text(words.paused)


def come_back(page, words, looks_right):
    page.goto("/portal/sign-in/")
    page.locator("#id_login").fill("rosa@people.example")
    page.locator("#id_password").fill(make.PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/portal/")
    looks_right(page)
    walk.follow(page, page.get_by_role("link", name=words.resume))
    expect(page.locator("main")).to_contain_text(words.so_far)
    expect(page.locator("main")).to_contain_text("919-555-0177")
    looks_right(page)
    walk.follow(page, page.get_by_role("link", name=words.carry_on, exact=True).first)
    expect(walk.labelled(page, words.street)).to_have_value("14 Elm St")


def say_who_she_is(page, words, looks_right):
    walk.labelled(page, words.city).fill("Durham")
    walk.labelled(page, words.zip_code).fill("27701")
    page.locator("#id_county").select_option("Durham")
    onward(page, words)
    looks_right(page)
    page.locator("#id_date_of_birth_0").select_option("3")
    page.locator("#id_date_of_birth_1").fill("9")
    page.locator("#id_date_of_birth_2").fill("1981")
    choose(page, "sex", words.female)
    choose(page, "races", words.other_race)
    choose(page, "ethnicity", words.hispanic)
    onward(page, words)
    looks_right(page)


def say_what_decides(page, words, looks_right):
    expect(page.locator("#id_in_person_0")).to_be_hidden()
    choose(page, "health_worker", words.no)
    choose(page, "frontline_sector", words.sector)
    choose(page, "child_care_or_prek12", words.no)
    choose(page, "correctional_or_shelter_staff", words.no)
    choose(page, "in_person", words.yes)
    choose(page, "student", words.no)
    looks_right(page)
    onward(page, words)
    choose(page, "long_term_care", words.neither)
    choose(page, "residence", words.house)
    looks_right(page)
    onward(page, words)
    choose(page, "conditions", words.one)
    looks_right(page)
    onward(page, words)
    looks_right(page)


@pytest.mark.parametrize("words", [ENGLISH, SPANISH], ids=["english", "spanish"])
def test_a_line_cook_registers_on_a_phone(words, invitation, new_page, looks_right):
    # Given a line cook who has opened her account from the letter
    page = new_page(PHONE, locale=words.locale)
    open_account(page, words, walk.link_in(invitation(page)), looks_right)

    # When she pauses in the middle, goes on at another device, and submits
    start_and_pause(page, words, looks_right)
    page = new_page(PHONE, locale=words.locale)
    come_back(page, words, looks_right)
    say_who_she_is(page, words, looks_right)
    say_what_decides(page, words, looks_right)
    page.get_by_role("button", name=words.submit).click()

    # Then she sees whether she is eligible, and that it is no appointment
    page.wait_for_url("**/submitted/")
    status = page.locator("main")
    expect(status).to_contain_text(words.eligible)
    expect(status).to_contain_text(words.no_appointment)
    looks_right(page)

    # And her dashboard keeps it, with the code for the provider's desk
    page.get_by_role("link", name=words.dashboard).click()
    case = Case.objects.get()
    expect(page.locator("main")).to_contain_text(case.code)
    walk.see_drawn(page.locator(".cvms-code img"))
    assert (case.group, case.answers["date_of_birth"]) == ("3", date(1981, 3, 9).isoformat())
    assert walk.sheets(page) == 1
    looks_right(page)
    page.goto("/portal/profile/")
    looks_right(page)


def test_after_a_time_out_the_same_step_has_what_was_typed(invitation, new_page):
    # Given somebody who types and puts the phone away
    page = new_page(PHONE)
    walk.set_password(page, walk.link_in(invitation(page)))
    page.goto("/portal/registration/")
    onward(page, ENGLISH)
    with page.expect_response("**/contact/save/"):
        walk.labelled(page, "Legal last name").fill("Delgado Ruiz")

    # When the session ends by itself
    page.evaluate("localStorage.setItem('cvms:last-active', '0')")
    page.wait_for_url("**/portal/sign-in/?next=*")

    # Then signing in again leads back to the same page, with the same letters
    page.get_by_label("Username or email").fill("rosa@people.example")
    walk.labelled(page, "Password").fill(make.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/registration/contact/")
    expect(walk.labelled(page, "Legal last name")).to_have_value("Delgado Ruiz")


@pytest.fixture
def typing(invitation, new_page):
    """Rosa's phone, on the page that asks for her name."""
    page = new_page(PHONE)
    walk.set_password(page, walk.link_in(invitation(page)))
    page.goto("/portal/registration/")
    onward(page, ENGLISH)
    return page


def test_a_lost_connection_is_reported_and_nothing_typed_is_lost(typing, looks_right):
    # Given a phone without a connection
    typing.context.set_offline(True)
    walk.labelled(typing, "Legal last name").fill("Delgado Ruiz")

    # Then the page says that it is not saved, and Next leads to those words instead of away
    said = typing.get_by_role("alert").filter(has_text="there is no connection")
    expect(said).to_be_visible()
    typing.get_by_role("button", name="Next").click()
    expect(said).to_be_focused()
    expect(walk.labelled(typing, "Legal last name")).to_have_value("Delgado Ruiz")

    # And once the connection is back, it is saved without another press
    with typing.expect_response(lambda answer: "/save/" in answer.url and answer.ok):
        typing.context.set_offline(False)
    expect(said).to_be_hidden()
    expect(typing.get_by_role("button", name="Next")).to_be_focused()
    typing.reload()
    expect(walk.labelled(typing, "Legal last name")).to_have_value("Delgado Ruiz")


def test_next_pressed_before_a_lost_connection_is_noticed_keeps_the_page(typing):
    # Given a phone without a connection, which saves nothing by the clock
    typing.clock.install(time=0)
    typing.clock.pause_at(1)
    typing.context.set_offline(True)
    walk.labelled(typing, "Legal last name").fill("Delgado Ruiz")

    # When Next is pressed
    typing.get_by_role("button", name="Next").click()

    # Then the page stays, and says that it is not saved
    expect(typing.get_by_role("alert").filter(has_text="there is no connection")).to_be_focused()
    expect(walk.labelled(typing, "Legal last name")).to_have_value("Delgado Ruiz")


def test_a_session_that_ended_while_the_phone_slept_loses_nothing(typing, looks_right):
    # Given a session that ended
    typing.context.clear_cookies()
    walk.labelled(typing, "Legal last name").fill("Delgado Ruiz")
    typing.get_by_role("button", name="Next").click()

    # Then the page stays, and says how to go on
    said = typing.get_by_role("alert").filter(has_text="You were signed out")
    expect(said).to_be_focused()
    looks_right(typing)
    with typing.expect_popup() as opened:
        said.get_by_role("link", name="Sign in again in a new tab").click()
    other = opened.value
    other.get_by_label("Username or email").fill("rosa@people.example")
    walk.labelled(other, "Password").fill(make.PASSWORD)
    other.get_by_role("main").get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/registration/contact/")
    other.close()

    # And what was typed is saved after signing in
    expect(said).to_be_hidden()
    typing.reload()
    expect(walk.labelled(typing, "Legal last name")).to_have_value("Delgado Ruiz")


def test_without_javascript_the_questions_say_whom_they_are_for(invitation, new_page):
    page = new_page(PHONE, java_script_enabled=False)
    walk.set_password(page, walk.link_in(invitation(page)))
    page.goto("/portal/registration/")
    onward(page, ENGLISH)
    page.goto("/portal/registration/work/")
    expect(page.locator("main")).to_contain_text("If you chose a frontline essential sector:")
    expect(page.locator("#id_in_person_0")).to_be_visible()
