"""People who read Spanish see the names of all rules and groups in Spanish."""

from dataclasses import replace

import pytest
from django.utils import timezone
from django.utils.translation import override

from cvms.eligibility.actions import deciding
from cvms.eligibility.models import Case, RuleSetVersion
from cvms.eligibility.presentation import status_of
from cvms.providers.presentation import group_of
from cvms.recipients.models import Recipient
from tests import make
from tests.eligibility.published import in_days, publish
from tests.eligibility.test_redeciding import ADULT

pytestmark = pytest.mark.django_db


def decided(organization) -> Case:
    make.loaded(organization, *make.people(1))
    person = Recipient.objects.get()
    return deciding.decide(recipient=person, answers=ADULT, by=person.user)


def read(case: Case, language: str) -> tuple[str, str, str]:
    """What the dashboard and the paper say, and the provider's desk."""
    with override(language):
        status = status_of(case)
        return status.rule_set_name, status.group_name, group_of(case)


def renamed(rules):
    """As an editor names rules and a group of the state's own."""
    *others, last = rules.groups
    last = replace(last, name="All adults", name_es="Todas las personas adultas")
    return replace(rules, name="Winter rules", name_es="Reglas de invierno", groups=(*others, last))


def published_before_names_had_spanish(rules) -> RuleSetVersion:
    """As the database has kept them: a name each, and published, so that nothing is added."""
    made = RuleSetVersion(state="published", published_at=timezone.now())
    made.write(replace(rules, version="old", effective_from=in_days(0)))
    del made.document["name_es"]
    for group in made.document["groups"]:
        del group["name_es"]
    made.save()
    return made


def test_names_given_by_the_states_editor_are_shown_in_spanish(organization, editor):
    publish(renamed, by=editor)

    case = decided(organization)

    assert read(case, "en") == ("Winter rules", "All adults", "5: All adults")
    spanish = "Todas las personas adultas"
    assert read(case, "es") == ("Reglas de invierno", spanish, f"5: {spanish}")


def test_shipped_names_are_shown_in_spanish(organization):
    _name, group, _desk = read(decided(organization), "es")

    assert group == "Todas las personas"


def test_rules_published_before_names_had_spanish_show_their_own_names_in_english(organization):
    shipped = RuleSetVersion.objects.get(version="nc-2021-01-14").rules
    published_before_names_had_spanish(replace(shipped, name="Winter rules"))

    case = decided(organization)

    assert case.rule_set.version == "old"
    assert read(case, "es")[:2] == ("Winter rules", "Todas las personas")
