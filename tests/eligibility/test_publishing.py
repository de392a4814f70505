"""Rules are published by two people, taken back before their day, and followed by earlier ones."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from cvms.accounts.actions import access
from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from cvms.eligibility.actions import deciding
from cvms.eligibility.actions.redeciding import redecide_due
from cvms.eligibility.drafts.actions import editing, publishing
from cvms.eligibility.models import Case, RuleSetVersion
from cvms.mail.models import Message
from cvms.recipients.models import Recipient
from tests import make
from tests.eligibility.published import draft, in_days, opening, publish, second_editor
from tests.eligibility.test_pages import address, shown
from tests.eligibility.test_redeciding import ADULT

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(as_user, editor):
    return as_user(editor)


@pytest.fixture
def case(organization, editor) -> Case:
    """An adult who is eligible by rules that open Group 5 today."""
    publish(opening("5", in_days(0)), by=editor)
    make.loaded(organization, *make.people(1))
    person = Recipient.objects.get()
    return deciding.decide(recipient=person, answers=ADULT, by=person.user)


def compared(editor, *changes) -> RuleSetVersion:
    made = draft(*changes, by=editor)
    publishing.compare(draft=made, revision=made.revision)
    return made


def test_the_editor_who_proposes_rules_cannot_publish_them(editor):
    made = compared(editor)
    with pytest.raises(publishing.NeedsSecondPerson):
        publishing.publish(draft=made, revision=made.revision, by=second_editor())
    publishing.propose(draft=made, revision=made.revision, by=editor)

    with pytest.raises(publishing.NeedsSecondPerson):
        publishing.publish(draft=made, revision=made.revision, by=editor)

    published = publishing.publish(draft=made, revision=made.revision, by=second_editor())
    assert published.is_published


def test_an_editor_cannot_be_the_second_person_for_an_account_they_created(as_user, editor):
    # Given an administrator who edits rules too, and made an account for a further address
    user = make.user(Role.STAFF_ADMINISTRATOR)
    user.roles = [Role.STAFF_ADMINISTRATOR, Role.ELIGIBILITY_EDITOR]
    user.save()
    further = access.invite_staff(
        email="me.too@state.example", first_name="Me", last_name="Too",
        roles=[Role.ELIGIBILITY_EDITOR], by=user,
    )  # fmt: skip

    # When one of the two proposes rules and the other publishes them, either way round
    for first, second in ((user, further), (further, user)):
        made = compared(first)
        publishing.propose(draft=made, revision=made.revision, by=first)
        browser = as_user(second)
        words = shown(browser, "publish", made)
        pressed = {"revision": made.revision, "publish": "1"}
        answer = browser.post(address("publish", made), pressed).content.decode()

        # Then it is refused in words, and somebody else can do it
        for page in (words, answer):
            assert "so another editor has to publish these rules." in page
        assert "Publish these rules" not in words
        made.refresh_from_db()
        assert made.is_draft
    publishing.publish(draft=made, revision=made.revision, by=editor)


def test_an_unknown_button_publishes_nothing(browser, editor, settings):
    settings.RULES_NEED_SECOND_PERSON = False
    made = compared(editor)

    page = browser.post(address("publish", made), {"revision": made.revision, "remove": "1"})

    assert "Nothing was changed. Press one of the buttons below." in page.content.decode()
    made.refresh_from_db()
    assert made.is_draft


def test_an_edit_ends_the_proposal(editor):
    made = compared(editor)
    made = publishing.propose(draft=made, revision=made.revision, by=editor)
    made = editing.edit(draft=made, revision=made.revision, rules=made.written, by=editor)
    publishing.compare(draft=made, revision=made.revision)

    with pytest.raises(publishing.NeedsSecondPerson):
        publishing.publish(draft=made, revision=made.revision, by=second_editor())


def test_one_editor_publishes_where_the_setting_says_so(editor, settings):
    settings.RULES_NEED_SECOND_PERSON = False
    made = compared(editor)
    assert publishing.publish(draft=made, revision=made.revision, by=editor).is_published


def test_the_page_asks_for_a_second_person_and_shows_the_letter_in_both_languages(
    browser, as_user, editor
):
    made = compared(editor)
    words = shown(browser, "publish", made)
    assert "Ask a second person to publish" in words
    assert "Publish these rules" not in words
    assert "Your status has changed. Sign in to see it" in words
    assert "Su estado ha cambiado." in words

    browser.post(address("publish", made), {"revision": made.revision, "propose": "1"})

    assert "Publish these rules" not in shown(browser, "publish", made)
    second = as_user(second_editor())
    assert "Publish these rules" in shown(second, "publish", made)
    second.post(address("publish", made), {"revision": made.revision, "publish": "1"})
    made.refresh_from_db()
    assert made.is_published


def test_published_rules_are_withdrawn_before_their_day(browser, editor):
    made = publish(lambda rules: replace(rules, effective_from=in_days(3)), by=editor)
    assert "Withdraw these rules" in shown(browser, "version", made)

    browser.post(address("withdraw", made))

    made.refresh_from_db()
    assert made.state == RuleSetVersion.State.WITHDRAWN
    assert RuleSetVersion.objects.in_force(in_days(4)) != made
    assert "Withdrawn" in shown(browser, "version", made)
    assert Event.objects.filter(action="eligibility.withdrawn", about=str(made.pk)).exists()


def test_rules_that_have_begun_are_not_withdrawn(browser, editor):
    made = publish(by=editor)

    response = browser.post(address("withdraw", made), follow=True)

    assert "Go back to earlier rules instead." in response.content.decode()
    assert RuleSetVersion.objects.in_force(in_days(0)) == made


def test_the_database_refuses_to_withdraw_rules_that_decided_somebody(case):
    rules = RuleSetVersion.objects.filter(pk=case.rule_set_id)
    with pytest.raises(DatabaseError), transaction.atomic():
        rules.update(state="withdrawn", withdrawn_at=case.decided_at)


def test_one_press_proposes_earlier_rules_and_a_second_person_publishes_them(
    browser, as_user, editor, case
):
    before = RuleSetVersion.objects.in_force(in_days(0))
    wrong = publish(opening("5", in_days(30)), by=editor)
    redecide_due()

    # When the editor presses once, and the second person once
    browser.post(address("go_back", before))
    made = RuleSetVersion.objects.get(restores=before)
    pressed = {"revision": made.revision, "publish": "1"}
    as_user(second_editor()).post(address("publish", made), pressed)

    # Then the earlier rules are in force again, under the names that people know
    in_force = RuleSetVersion.objects.in_force(in_days(0))
    assert in_force == made
    assert in_force.rules.groups == before.rules.groups
    assert in_force.title == before.title
    assert in_force.version not in (before.version, wrong.version)
    redecide_due()
    case.refresh_from_db()
    assert (case.rule_set, case.open_now) == (made, True)


def test_one_press_is_enough_where_one_editor_may_publish(browser, editor, settings):
    settings.RULES_NEED_SECOND_PERSON = False
    earlier = RuleSetVersion.objects.get(version="nc-2020-12-30")

    response = browser.post(address("go_back", earlier), follow=True)

    assert "was published" in response.content.decode()
    in_force = RuleSetVersion.objects.in_force(in_days(0))
    assert in_force.rules.groups == earlier.rules.groups
    browser.post(address("go_back", in_force))  # a second press, on what is in force by now
    assert RuleSetVersion.objects.in_force(in_days(0)) == in_force


@pytest.mark.parametrize("tells", [True, False])
def test_people_who_lose_eligibility_are_told_as_the_editor_chose(case, editor, tells):
    publish(
        opening("5", in_days(30)),
        lambda rules: replace(rules, tells_no_longer=tells),
        by=editor,
    )

    redecide_due()

    case.refresh_from_db()
    assert not case.open_now
    told = Message.objects.filter(kind="no_longer_eligible", about=case.pk)
    assert told.count() == int(tells)


def test_the_page_says_whether_people_who_lose_eligibility_are_told(browser, editor):
    silent = compared(editor)
    assert "People who are no longer eligible are not told." in shown(browser, "publish", silent)
    telling = compared(editor, lambda rules: replace(rules, tells_no_longer=True))
    said = shown(browser, "publish", telling)
    assert "People who are no longer eligible are told by email, too." in said


def test_an_obstacle_says_what_does_not_fit(browser, editor):
    def by_age(rules):
        second = rules.groups[1]
        way = replace(second.criteria[0], reason="long-term-care-resident")
        groups = (rules.groups[0], replace(second, criteria=(way,)), *rules.groups[2:])
        return replace(rules, groups=groups)

    words = shown(browser, "version", draft(by_age, by=editor))

    assert (
        "Group 2: The person is told “You live in long-term care.”, but this way also lets in "
        "people who answer “Long-term care” otherwise."
    ) in words
