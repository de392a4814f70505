"""The pages of the rules: who sees them, and what their forms make of what is typed."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from cvms.accounts.permissions import Role
from cvms.eligibility.drafts.actions import editing
from cvms.eligibility.drafts.forms import criterion_initial
from cvms.eligibility.models import RuleSetVersion
from tests import make
from tests.eligibility.published import draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(as_user, editor):
    return as_user(editor)


def address(name: str, rule_set: RuleSetVersion, *more: int) -> str:
    return reverse(f"eligibility:{name}", args=[rule_set.pk, *more])


def shown(browser, name: str, rule_set: RuleSetVersion, *more: int) -> str:
    response = browser.get(address(name, rule_set, *more))
    assert response.status_code == 200
    return response.content.decode()


def as_posted(rules: RuleSetVersion, place: int) -> dict:
    """What the browser sends of a group's page on which nothing was touched."""
    group = rules.written.groups[place]
    data = {"revision": rules.revision, "label": group.label, "name": group.name}
    data |= {"name_es": group.name_es, "source": group.source, "note": group.note}
    data |= {"opens_on": group.opens_on or ""}
    data |= {
        "criteria-TOTAL_FORMS": len(group.criteria),
        "criteria-INITIAL_FORMS": len(group.criteria),
    }
    for number, criterion in enumerate(group.criteria):
        for field, value in criterion_initial(criterion).items():
            if value is not None:
                data[f"criteria-{number}-{field}"] = value
    return data


def test_state_staff_see_the_rules_and_cannot_edit_them(as_user, editor):
    browser = as_user(make.user(Role.STATE_STAFF))
    made = draft(by=editor)

    assert browser.get(reverse("eligibility:versions")).status_code == 200
    assert "Edit name and dates" not in shown(browser, "version", made)
    assert browser.get(address("edit", made)).status_code == 403
    assert browser.post(address("new_draft", made)).status_code == 403


def test_a_rule_set_is_shown_in_plain_words(browser):
    words = shown(browser, "version", RuleSetVersion.objects.get(version="nc-2021-01-14"))

    for said in ("Group 3: Frontline essential workers", "Age 16 to 64", "March 3, 2021"):
        assert said in words
    assert "Frontline essential sector: any" in words


@pytest.mark.parametrize("version", ["nc-2020-12-14", "nc-2020-12-30", "nc-2021-01-14"])
def test_saving_a_group_as_it_was_changes_nothing(browser, editor, version):
    source = RuleSetVersion.objects.get(version=version)
    made = editing.new_draft(source=source, by=editor)
    before = made.document

    for place in range(len(made.written.groups)):
        made.refresh_from_db()
        browser.post(address("group", made, place), as_posted(made, place))

    made.refresh_from_db()
    assert made.revision == 1 + len(made.written.groups)
    assert made.document == before


def test_an_opening_day_is_edited(browser, editor):
    made = draft(by=editor)
    data = as_posted(made, 4) | {"criteria-0-opens_on": "2026-03-04"}

    response = browser.post(address("group", made, 4), data)

    assert response.url == address("version", made)
    made.refresh_from_db()
    assert made.written.groups[4].criteria[0].opens_on == date(2026, 3, 4)


def test_a_way_into_a_group_is_removed(browser, editor):
    made = draft(by=editor)

    browser.post(address("group", made, 0), as_posted(made, 0) | {"criteria-1-DELETE": "on"})

    made.refresh_from_db()
    reasons = [criterion.reason for criterion in made.written.groups[0].criteria]
    assert reasons == ["health-worker-patient-contact", "long-term-care-resident"]


def test_a_row_is_added_without_a_script_and_nothing_typed_is_lost(browser, editor):
    made = draft(by=editor)
    data = as_posted(made, 1) | {"name": "Typed so far", "add": "1"}

    page = browser.post(address("group", made, 1), data).content.decode()

    assert "criteria-1-reason" in page
    assert "Typed so far" in page
    assert "usa-error-message" not in page
    made.refresh_from_db()
    assert made.written.groups[1].name == "Anyone 65 or older"


def test_an_added_row_that_is_left_empty_is_ignored(browser, editor):
    made = draft(by=editor)
    data = as_posted(made, 1) | {
        "criteria-TOTAL_FORMS": 2,
        "criteria-1-reason": "",
        "criteria-1-conditions_at_least": "0",
    }

    browser.post(address("group", made, 1), data)

    made.refresh_from_db()
    assert len(made.written.groups[1].criteria) == 1


def test_an_impossible_age_is_explained_beside_the_field(browser, editor):
    made = draft(by=editor)
    data = as_posted(made, 1) | {"criteria-0-lowest_age": "900"}

    page = browser.post(address("group", made, 1), data).content.decode()

    assert "less than or equal to 150" in page
    assert "A way into the group needs to be corrected" in page


@pytest.mark.parametrize("rows", ["", "x", "-1", "99999999999999999999"])
def test_a_damaged_form_is_refused_without_an_error(browser, editor, rows):
    made = draft(by=editor)
    data = as_posted(made, 1) | {"criteria-TOTAL_FORMS": rows}

    for more in ({}, {"add": "1"}):
        assert browser.post(address("group", made, 1), data | more).status_code in (200, 302)


def test_the_problems_of_a_draft_are_listed_in_sentences(browser, editor):
    made = draft(by=editor)
    data = as_posted(made, 1) | {"criteria-0-lowest_age": "70", "criteria-0-highest_age": "60"}

    browser.post(address("group", made, 1), data)

    said = "Group 2: “Lowest age” 70 is above “Highest age” 60, so nobody fits."
    assert said in shown(browser, "version", made)


def test_an_added_group_is_a_problem_until_it_is_filled_in(browser, editor):
    made = draft(by=editor)

    response = browser.post(address("arrange", made), {"revision": made.revision, "act": "add"})

    assert response.url == address("group", made, 5)
    assert "Group in place 6: “Number” is empty." in shown(browser, "version", made)
    assert "criteria-0-reason" in shown(browser, "group", made, 5)


def test_a_group_is_named_in_both_languages(browser, editor):
    made = draft(by=editor)
    names = {"name": "Children five and over", "name_es": "Niñas y niños desde 5 años"}

    browser.post(address("group", made, 4), as_posted(made, 4) | names)

    page = shown(browser, "version", made)
    assert "Group 5: Children five and over" in page
    assert '<span lang="es">Niñas y niños desde 5 años</span>' in page
    browser.cookies["django_language"] = "es"
    page = shown(browser, "version", made)
    assert "Grupo 5: Niñas y niños desde 5 años" in page
    assert '<span lang="en">Children five and over</span>' in page


def test_a_name_changed_only_in_english_is_pointed_out(browser, editor):
    made = draft(by=editor)
    data = as_posted(made, 4) | {"name": "Children five and over"}

    page = browser.post(address("group", made, 4), data, follow=True).content.decode()

    assert "left “Name in Spanish” as it was" in page


def test_removing_a_group_takes_a_second_click_and_is_confirmed(browser, editor):
    made = draft(by=editor)
    page = shown(browser, "version", made)
    question, opener = page.index("Remove group 2: Anyone 65 or older?"), 'data-dialog="remove-1"'
    assert page.index(opener) < question < page.index('value="remove 1"')
    assert page.count('value="remove 1"') == 1

    seen = {"revision": made.revision, "act": "remove 1"}
    page = browser.post(address("arrange", made), seen, follow=True).content.decode()

    assert "Group 2: Anyone 65 or older was removed from this draft." in page
    made.refresh_from_db()
    assert [group.label for group in made.written.groups] == ["1", "3", "4", "5"]


def test_a_drafts_effect_is_counted_before_its_names_are_ready(browser, editor):
    made = draft(lambda rules: replace(rules, name_es=""), by=editor)

    browser.post(address("compare", made), {"revision": made.revision})

    page = shown(browser, "publish", made)
    assert "“Name in Spanish” is empty." in page
    assert "Nobody would change group" in page
    assert "Publish these rules" not in page


def test_the_version_of_another_rule_set_is_refused(browser, editor):
    made = draft(by=editor)
    data = {
        "revision": made.revision,
        "name": "Ours",
        "version": "nc-2021-01-14",
        "effective_from": "2030-01-01",
        "lowest_age": "12",
    }

    page = browser.post(address("edit", made), data).content.decode()
    assert "Another rule set has this version" in page

    browser.post(address("edit", made), data | {"version": "nc-2030"})
    made.refresh_from_db()
    assert (made.version, made.effective_from) == ("nc-2030", date(2030, 1, 1))
    assert made.written.lowest_age == 12


def test_another_persons_edit_is_reported_and_not_overwritten(browser, editor):
    made = draft(by=editor)
    data = as_posted(made, 1) | {"name": "Mine"}
    editing.edit(draft=made, revision=made.revision, rules=made.written, by=editor)

    response = browser.post(address("group", made, 1), data, follow=True)

    assert "Somebody else changed this draft in the meantime" in response.content.decode()
    made.refresh_from_db()
    assert made.written.groups[1].name == "Anyone 65 or older"


def test_an_example_person_is_decided_by_both_rule_sets(browser, editor):
    made = draft(by=editor)
    browser.post(address("arrange", made), {"revision": made.revision, "act": "remove 1"})

    page = browser.post(address("try", made), {"date_of_birth": "1940-05-04"}).content.decode()

    assert "2: Anyone 65 or older" in page
    assert "5: Everyone" in page


def test_an_impossible_example_person_is_explained_beside_the_question(browser, editor):
    made = draft(by=editor)
    answers = {"date_of_birth": "1990-05-04", "child_care_or_prek12": "True"}

    page = browser.post(address("try", made), answers).content.decode()

    assert "Choose a sector for a person" in page


def test_publishing_takes_a_comparison_and_a_second_click(browser, editor, settings):
    settings.RULES_NEED_SECOND_PERSON = False
    made = draft(by=editor)
    seen = {"revision": made.revision}
    assert "Publish these rules" not in shown(browser, "publish", made)

    browser.post(address("compare", made), seen)
    assert "Nobody would change group" in shown(browser, "publish", made)
    browser.post(address("publish", made), seen | {"publish": "1"})
    again = browser.post(address("publish", made), seen | {"publish": "1"})

    made.refresh_from_db()
    assert (made.state, made.published_by) == ("published", editor)
    assert again.url == address("version", made)


def test_a_draft_is_discarded(browser, editor):
    made = draft(by=editor)

    browser.post(address("discard", made), {"revision": made.revision})

    assert not RuleSetVersion.objects.filter(pk=made.pk).exists()


def test_published_rules_have_no_pages_to_edit_them(browser):
    rules = RuleSetVersion.objects.get(version="nc-2021-01-14")

    for name in ("edit", "try"):
        assert browser.get(address(name, rules)).status_code == 404


def test_the_list_takes_the_same_queries_for_more_versions(
    browser, editor, django_assert_max_num_queries
):
    for _ in range(9):
        draft(lambda rules: rules, by=editor)

    with django_assert_max_num_queries(12):
        browser.get(reverse("eligibility:versions"))
