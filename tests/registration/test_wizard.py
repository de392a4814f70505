"""The wizard: four steps, nothing lost, one submit."""

import re
from datetime import date

import pytest

from cvms.eligibility.models import Case
from cvms.registration.models import Draft, Registration
from tests.registration import answers
from tests.registration.answers import begin, give, give_all, submit, url

pytestmark = pytest.mark.django_db


def test_from_home_to_the_eligibility_status(browser, recipient, today):
    today(date(2021, 3, 3))
    # Given a person who has just set a password
    home = browser.get("/portal/").content.decode()
    assert "Piedmont Plant invited you to register for a COVID-19 vaccine." in home
    assert 'href="/portal/registration/"' in home

    # When they answer every page and submit
    introduction = browser.get("/portal/registration/").content.decode()
    assert "Contact and Demographic Detail" in introduction
    begin(browser)
    for page, following in zip(answers.PAGES, [*answers.PAGES[1:], "confirmation"], strict=True):
        assert browser.get(url(page)).status_code == 200
        assert give(browser, page).url == url(following)
    confirmation = browser.get(url("confirmation")).content.decode()
    assert "Delgado Ruiz" in confirmation
    assert "Food and agriculture" in confirmation
    response = submit(browser)

    # Then they see their group at once, and standard codes are stored
    assert response.url == "/portal/registration/submitted/"
    status = browser.get(response.url).content.decode()
    assert "You are eligible for a vaccine now." in status
    assert "Vaccine group 3: Frontline essential workers" in status
    assert "You work in person in a frontline essential sector." in status
    assert "not an appointment" in status
    registration = Registration.objects.get(recipient=recipient)
    assert registration.phone == "+19195550177"
    assert (registration.state, registration.county) == ("NC", "37063")
    assert registration.races == ["2131-1", "2106-3"]
    assert (registration.ethnicity, registration.sex) == ("2135-2", "F")
    assert registration.date_of_birth == date(1981, 3, 9)
    assert Case.objects.get(recipient=recipient).answers["conditions"] == "one"
    assert not Draft.objects.exists()


def test_name_and_email_are_filled_in_already(browser):
    begin(browser)
    page = browser.get(url("contact")).content.decode()
    assert 'value="Rosa"' in page
    assert 'value="Delgado"' in page
    assert "rosa@people.example" in page


def test_a_missing_answer_is_named_at_the_top_and_beside_the_question(browser):
    begin(browser)
    response = give(browser, "about", answers.other("about", sex=None))
    page = response.content.decode()
    assert response.status_code == 200
    assert 'href="#id_sex_0"' in page
    assert page.count("Choose an answer.") == 2
    assert 'value="1981"' in page


@pytest.mark.parametrize(
    ("page", "wrong", "sentence"),
    [
        ("about", {"date_of_birth_1": ["31"], "date_of_birth_0": ["2"]}, "Enter a day that exists"),
        ("about", {"date_of_birth_2": ["81"]}, "Enter a day that exists"),
        ("about", {"date_of_birth_2": ["2199"]}, "Enter a day in the past."),
        ("about", {"date_of_birth_2": ["1870"]}, "more than 120 years ago"),
        ("about", {"races": ["POL", "2106-3"]}, "Choose either races"),
        ("contact", {"phone": [""]}, "Enter the number at which you want to be reached."),
        ("contact", {"phone": ["12"]}, "Enter a phone number of 10 digits"),
        ("contact", {"first_name": ["www.evil.example"]}, "without a web address"),
        ("address", {"zip_code": ["2770"]}, "Enter a ZIP code"),
        ("address", {"county": ["99999"]}, "Choose a county from the list."),
        ("work", {"in_person": None}, "Choose an answer."),
        ("medical", {"conditions": ["declined"]}, "Choose an answer."),
    ],
)
def test_an_impossible_answer_is_refused_with_a_sentence(browser, page, wrong, sentence):
    begin(browser)
    response = give(browser, page, answers.other(page, **wrong))
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert "Please correct the following" in response.content.decode()


def test_a_question_that_is_not_asked_needs_no_answer_and_its_answer_does_not_count(
    browser, recipient
):
    # Given somebody in no frontline sector who had chosen one before
    work = answers.other(
        "work",
        frontline_sector=["none"],
        child_care_or_prek12=["yes"],
        in_person=["yes"],
        other_essential=["yes"],
    )
    give_all(browser, work=work)
    confirmation = browser.get(url("confirmation")).content.decode()
    assert "Do you do other essential work?" in confirmation
    assert "Do you have to be at your place of work in person?" not in confirmation
    submit(browser)
    stored = Case.objects.get(recipient=recipient).answers
    assert (stored["child_care_or_prek12"], stored["in_person"]) == (False, False)
    assert stored["other_essential"] is True


@pytest.mark.parametrize(
    "work",
    [
        {"health_worker": ["no-patient-contact"], "frontline_sector": ["none"]},
        {"correctional_or_shelter_staff": ["yes"], "frontline_sector": ["none"]},
    ],
)
def test_who_can_be_in_a_group_by_working_in_person_is_asked(browser, recipient, today, work):
    today(date(2021, 3, 3))
    give_all(browser, work=answers.other("work", other_essential=["no"], **work))
    submit(browser)
    case = Case.objects.get(recipient=recipient)
    assert (case.group, case.open_now) == ("3", True)


def test_the_confirmation_leads_to_what_is_missing(browser):
    begin(browser)
    give(browser, "contact")
    response = browser.get(url("confirmation"), follow=True)
    assert response.redirect_chain == [(url("address"), 302)]
    assert "Please answer the questions on this page first." in response.content.decode()


def test_pause_keeps_what_was_typed_and_the_answers_are_shown_on_return(browser, as_user, user):
    # Given somebody who pauses in the middle of a page, with half a date typed
    begin(browser)
    give(browser, "contact")
    half = {"date_of_birth_0": ["3"], "date_of_birth_2": ["19"]}
    response = give(browser, "about", half, go="pause")
    assert response.url == "/portal/"
    assert "Your answers are saved." in browser.get("/portal/").content.decode()

    # When they return on another device
    other = as_user(user)
    assert "Your registration is not submitted yet" in other.get("/portal/").content.decode()
    review = other.get("/portal/registration/").content.decode()

    # Then the answers so far are there for review, and Continue leads to the same page
    assert "Delgado Ruiz" in review
    assert f'href="{url("about")}"' in review
    page = other.get(url("about")).content.decode()
    assert 'value="19"' in page
    assert '<option value="3" selected>' in page


def test_previous_keeps_what_was_typed(browser):
    begin(browser)
    assert give(browser, "address", {"city": ["Dur"]}, go="previous").url == url("contact")
    assert 'value="Dur"' in browser.get(url("address")).content.decode()


def test_fields_are_saved_while_they_are_filled_in(browser, recipient):
    begin(browser)
    key = str(Draft.objects.get().key)
    response = browser.post(url("about") + "save/", {"draft": key, "sex": "M", "evil": "x"})
    assert response.json() == {"revision": 1}
    draft = Draft.objects.get()
    assert draft.typed == {"about": {"sex": ["M"]}}
    assert draft.page == "about"


def test_a_late_autosave_does_not_restore_a_deleted_draft(browser, recipient):
    give_all(browser)
    key = str(Draft.objects.get().key)
    submit(browser)
    assert browser.post(url("about") + "save/", {"draft": key, "sex": "M"}).status_code == 410
    assert not Draft.objects.exists()
    browser.post("/portal/registration/")
    browser.post(url("about") + "save/", {"draft": key, "sex": "M"})
    assert Draft.objects.get().typed["about"]["sex"] == ["F"]


def test_submitting_twice_decides_once(browser, recipient):
    give_all(browser)
    draft = Draft.objects.get()
    twice = {"draft": str(draft.key), "revision": str(draft.revision)}
    submit(browser)
    response = browser.post(url("confirmation"), twice, follow=True)
    assert "These answers were already submitted or deleted." in response.content.decode()
    assert Case.objects.get(recipient=recipient).history.count() == 1


def test_answers_changed_in_another_tab_are_shown_before_they_are_submitted(browser):
    give_all(browser)
    seen = str(Draft.objects.get().revision)
    give(browser, "medical", {"conditions": ["none"]})
    response = submit(browser, revision=seen)
    assert "Your answers were changed in another place." in response.content.decode()
    assert not Registration.objects.exists()


def test_change_from_the_summary_comes_back_to_it(browser):
    give_all(browser)
    summary = browser.get(url("confirmation")).content.decode()
    assert f'href="{url("address")}?change=1"' in summary
    page = browser.get(url("address") + "?change=1").content.decode()
    assert 'name="change"' in page
    response = give(browser, "address", answers.other("address", city=["Cary"]), change="1")
    assert response.url == url("confirmation")
    assert "Cary" in browser.get(url("confirmation")).content.decode()


def test_changed_answers_are_decided_again(browser, registered, today):
    # Given a registered line cook of 40
    today(date(2021, 3, 3))
    code = Case.objects.get(recipient=registered).code
    response = browser.post("/portal/registration/")
    assert response.url == url("confirmation")

    # When they turn out to work in long-term care
    give(browser, "home", {"long_term_care": ["staff"], "residence": ["own-home"]}, change="1")
    dashboard = browser.get("/portal/dashboard/").content.decode()
    assert "You have changes that are not submitted" in dashboard
    submit(browser)

    # Then they are in group 1, with the same code
    case = Case.objects.get(recipient=registered)
    assert (case.group, case.code) == ("1", code)
    assert case.history.count() == 2


def test_changes_can_be_discarded(browser, registered):
    browser.post("/portal/registration/")
    give(browser, "medical", {"conditions": ["none"]}, change="1")
    browser.post("/portal/registration/discard/")
    assert not Draft.objects.exists()
    assert Case.objects.get(recipient=registered).answers["conditions"] == "one"


def test_unknown_wizard_pages_are_not_found(browser):
    begin(browser)
    assert browser.get(url("nowhere")).status_code == 404


def test_pages_without_a_draft_lead_to_the_introduction(browser):
    assert browser.get(url("work")).url == "/portal/registration/"


def test_every_wizard_page_shows_its_number_and_the_total(browser):
    begin(browser)
    for number, page in enumerate(answers.PAGES, 1):
        assert f"Page {number} of 6" in browser.get(url(page)).content.decode()


def test_the_later_device_is_told_what_the_earlier_one_changed(browser, as_user, user):
    # Given a page that is open on two devices
    begin(browser)
    phone, tablet = browser, as_user(user)
    shown = str(Draft.objects.get().revision)
    home = answers.other("home", residence=["shelter"])

    # When both send it, with different answers
    give(phone, "home", home, revision=shown)
    response = give(tablet, "home", revision=shown)

    # Then the later one is told, keeps what it typed, and overwrites nothing
    page = response.content.decode()
    assert response.status_code == 409
    assert "You changed this page on another device" in page
    assert "Where do you live?:" in page
    assert "A shelter" in page.partition("Below is what you typed here.")[0]
    assert re.search(r'value="own-home"[^>]*checked', page)
    assert Draft.objects.get().typed["home"] == home

    # And once it was told, what it sends counts
    again = str(Draft.objects.get().revision)
    assert give(tablet, "home", revision=again).url == url("medical")
    assert Draft.objects.get().typed["home"] == answers.GOOD["home"]


def test_two_devices_that_answer_different_pages_do_not_disturb_each_other(browser, as_user, user):
    begin(browser)
    shown = str(Draft.objects.get().revision)
    give(as_user(user), "about", revision=shown)
    assert give(browser, "home", revision=shown).url == url("medical")
    assert Draft.objects.get().typed.keys() == {"about", "home"}


def test_saves_are_applied_in_the_order_of_their_numbers(browser, recipient):
    # Given two saves of a page, of which the one that left first arrives last
    begin(browser)
    key = str(Draft.objects.get().key)
    save = url("about") + "save/"
    first = browser.post(save, {"draft": key, "revision": "0", "sex": "M"}).json()
    later = browser.post(save, {"draft": key, "revision": first["revision"], "sex": "F"})
    assert later.status_code == 200

    late = browser.post(save, {"draft": key, "revision": first["revision"], "sex": "U"})

    assert late.status_code == 409
    assert Draft.objects.get().typed["about"]["sex"] == ["F"]


def test_a_save_without_a_session_is_told_so(client, browser, recipient):
    begin(browser)
    key = str(Draft.objects.get().key)
    response = client.post(url("about") + "save/", {"draft": key, "sex": "M"})
    assert response.status_code == 302  # the page's script says it, and keeps what was typed
    assert Draft.objects.get().typed == {}


@pytest.mark.parametrize("number", ["-1", "x", "9" * 30, ""])
def test_an_invalid_save_number_is_not_an_error(browser, number):
    begin(browser)
    assert give(browser, "home", revision=number).url == url("medical")
