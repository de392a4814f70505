"""A draft is made, edited, compared and published; what is published stands."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from cvms.audit.models import Event
from cvms.eligibility.actions import deciding
from cvms.eligibility.drafts.actions import counting, editing, publishing
from cvms.eligibility.drafts.actions.counting import count_all
from cvms.eligibility.drafts.obstacles import obstacles
from cvms.eligibility.drafts.rearranging import arranged
from cvms.eligibility.drafts.wording import in_words
from cvms.eligibility.models import Comparison, RuleSetVersion
from cvms.recipients.models import Recipient
from tests import make
from tests.eligibility.published import draft, in_days, opening, publish, second_editor
from tests.eligibility.test_redeciding import ADULT, SENIOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(organization, editor) -> None:
    """Two of Group 5 and one of Group 2."""
    make.loaded(organization, *make.people(3))
    for person, answers in zip(Recipient.objects.all(), [ADULT, ADULT, SENIOR], strict=True):
        deciding.decide(recipient=person, answers=answers, by=person.user)


def without(label):
    """The change by which that group is gone."""
    return lambda rules: replace(
        rules, groups=tuple(group for group in rules.groups if group.label != label)
    )


def compare(made: RuleSetVersion) -> Comparison:
    publishing.compare(draft=made, revision=made.revision)
    count_all(made.pk)
    return Comparison.objects.get(draft=made)


def said_of(made: RuleSetVersion) -> list[str]:
    """The obstacles in the current language."""
    return list(map(in_words, obstacles(made)))


def test_a_draft_is_a_copy_with_a_version_and_a_day_of_its_own(editor):
    source = RuleSetVersion.objects.get(version="nc-2021-01-14")

    first = editing.new_draft(source=source, by=editor)
    second = editing.new_draft(source=source, by=editor)

    assert [group.name for group in first.written.groups] == [
        group.name for group in source.rules.groups
    ]
    assert first.effective_from == in_days(0)
    assert len({source.version, first.version, second.version}) == 3


def test_a_drafts_names_differ_from_those_of_the_rules_it_copies(editor):
    source = RuleSetVersion.objects.get(version="nc-2021-01-14")

    made = editing.new_draft(source=source, by=editor)
    copied = editing.new_draft(source=made, by=editor)

    for draft_of in (made, copied):
        assert draft_of.name == f"Draft of {source.name}"
        assert draft_of.written.name_es == f"Borrador de {source.rules.name_es}"


def test_a_draft_of_rules_with_the_longest_name_gets_a_valid_name(editor):
    source = draft(lambda rules: replace(rules, name="n" * 200, name_es="ñ" * 200), by=editor)

    made = editing.new_draft(source=source, by=editor)

    assert made.name.startswith("Draft of nnn")


def test_an_edit_over_another_persons_edit_is_refused(editor):
    made = draft(by=editor)

    with pytest.raises(editing.Outdated):
        editing.edit(draft=made, revision=made.revision - 1, rules=made.written, by=editor)


def test_published_rules_are_neither_edited_nor_discarded(editor):
    made = publish(by=editor)

    with pytest.raises(editing.Outdated):
        editing.edit(draft=made, revision=made.revision, rules=made.written, by=editor)
    with pytest.raises(editing.Outdated):
        editing.discard(draft=made, revision=made.revision, by=editor)


def test_a_comparison_counts_who_moves_where(registered, editor):
    comparison = compare(draft(without("2"), opening("5", None), by=editor))

    assert (comparison.total, comparison.seen) == (3, 3)
    assert comparison.moves == [["2", "5", 1]]
    assert comparison.moved == 1
    assert (comparison.newly_open, comparison.newly_closed) == (0, 3)


def test_a_large_comparison_goes_on_in_the_background_where_it_stopped(
    registered, editor, monkeypatch, work
):
    monkeypatch.setattr(publishing, "BATCH", 1)
    monkeypatch.setattr(counting, "BATCH", 1)
    made = draft(without("2"), by=editor)

    publishing.compare(draft=made, revision=made.revision)
    assert Comparison.objects.get(draft=made).finished_at is None
    work()

    comparison = Comparison.objects.get(draft=made)
    assert comparison.finished_at is not None
    assert (comparison.seen, comparison.moves) == (3, [["2", "5", 1]])


def test_rules_are_not_published_before_their_effect_is_counted(registered, editor):
    made = draft(by=editor)

    with pytest.raises(publishing.NotPublishable):
        publishing.publish(draft=made, revision=made.revision, by=editor)


def test_an_edit_discards_the_earlier_count(registered, editor):
    made = draft(by=editor)
    compare(made)

    made = editing.edit(draft=made, revision=made.revision, rules=made.written, by=editor)

    with pytest.raises(publishing.NotPublishable):
        publishing.publish(draft=made, revision=made.revision, by=editor)


def test_a_count_against_rules_that_were_replaced_does_not_allow_publishing(registered, editor):
    made = draft(by=editor)
    compare(made)
    publish(by=editor)

    with pytest.raises(publishing.NotPublishable):
        publishing.publish(draft=made, revision=made.revision, by=editor)


def test_a_draft_with_problems_is_kept_and_not_compared(editor):
    made = draft(lambda rules: replace(rules, groups=()), by=editor)

    assert said_of(made) == ["There is no group. Choose “Add a group”."]
    with override("es"):
        assert said_of(made) == ["No hay ningún grupo. Elija «Agregar un grupo»."]
    with pytest.raises(publishing.NotPublishable):
        publishing.compare(draft=made, revision=made.revision)


def test_rules_that_would_never_be_in_force_are_not_published(editor):
    publish(by=editor)
    made = draft(lambda rules: replace(rules, effective_from=in_days(-1)), by=editor)
    compare(made)

    [obstacle] = said_of(made)
    assert "before the day of version" in obstacle
    with pytest.raises(publishing.NotPublishable):
        publishing.publish(draft=made, revision=made.revision, by=editor)


def called(rules, **names):
    """With another name of its fifth group."""
    *others, last = rules.groups
    return replace(rules, groups=(*others, replace(last, **names)))


def refusal(made: RuleSetVersion, by) -> str:
    """The one sentence for which the draft is not published, although it was compared."""
    compare(made)
    with pytest.raises(publishing.NotPublishable):
        publishing.publish(draft=made, revision=made.revision, by=by)
    [sentence] = said_of(made)
    return sentence


def test_rules_with_a_name_without_spanish_are_not_published(editor):
    group = draft(lambda rules: called(rules, name="Children five and over", name_es=""), by=editor)
    rules = draft(lambda rules: replace(rules, name_es=""), by=editor)

    assert refusal(group, editor) == (
        "Group 5: “Name in Spanish” is empty. Enter it for people who read Spanish."
    )
    assert refusal(rules, editor) == (
        "“Name in Spanish” is empty. Enter it under “Edit name and dates”."
    )


@pytest.mark.parametrize("field", ["name", "name_es"])
def test_rules_still_named_draft_of_are_not_published(editor, field):
    made = draft(by=editor)
    source = RuleSetVersion.objects.in_force(in_days(0))
    copied = getattr(editing.new_draft(source=source, by=editor).written, field)
    made = editing.edit(
        draft=made,
        revision=made.revision,
        rules=replace(made.written, **{field: copied}),
        by=editor,
    )

    assert "still begins with" in refusal(made, editor)


@pytest.mark.parametrize(("field", "name"), [("name", "WINTER  rules"), ("name_es", "Invierno ")])
def test_two_rule_sets_are_not_published_under_one_name(editor, field, name):
    publish(lambda rules: replace(rules, name="Winter rules", name_es="Invierno"), by=editor)
    made = draft(lambda rules: replace(rules, **{field: name}), by=editor)

    assert "is the same as that of version" in refusal(made, editor)


def test_the_audit_trail_records_each_step_of_a_rule_set(registered, editor):
    made = publish(by=editor)

    events = Event.objects.filter(kind="eligibility.rulesetversion", about=str(made.pk))
    assert list(events.order_by("pk").values_list("action", "who")) == [
        ("eligibility.draft_made", editor.pk),
        ("eligibility.draft_edited", editor.pk),
        ("eligibility.proposed", editor.pk),
        ("eligibility.published", second_editor().pk),
    ]


@pytest.mark.parametrize(
    ("act", "place", "labels"),
    [
        ("up", "1", "21345"),
        ("up", "0", "12345"),
        ("down", "0", "21345"),
        ("down", "4", "12345"),
        ("remove", "2", "1245"),
    ],
)
def test_groups_are_put_in_another_order_and_numbered_by_it(act, place, labels):
    groups = RuleSetVersion.objects.get(version="nc-2021-01-14").rules.groups

    rearranged = arranged(groups, act, place)

    assert "".join(group.label for group in rearranged) == labels
    assert [group.order for group in rearranged] == list(range(1, len(labels) + 1))


@pytest.mark.parametrize(("act", "place"), [("up", "9"), ("up", "x"), ("spin", "0")])
def test_an_impossible_order_of_groups_is_refused(act, place):
    groups = RuleSetVersion.objects.get(version="nc-2021-01-14").rules.groups

    assert arranged(groups, act, place) is None
