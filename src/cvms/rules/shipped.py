"""The rule sets that come with the product: North Carolina's, December 2020 to April 2021."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import chain

from cvms.rules.documents import from_json
from cvms.rules.rule_set import Group, RuleSet


def shipped_rule_sets() -> tuple[RuleSet, ...]:
    """Read and check every rule set in `rules/data`; return them, the oldest first."""
    data = files("cvms.rules") / "data"
    documents = (file.read_text("utf-8") for file in data.iterdir() if file.name.endswith(".json"))
    rule_sets = (from_json(json.loads(document)) for document in documents)
    return tuple(sorted(rule_sets, key=lambda rule_set: rule_set.effective_from))


def with_shipped_spanish(rule_set: RuleSet) -> RuleSet:
    """Return the rule set with the Spanish of shipped names where it has none of its own.

    Versions that were published before there were Spanish names never change.
    """
    groups = tuple(
        group if group.name_es else replace(group, name_es=_spanish().get(group.name, ""))
        for group in rule_set.groups
    )
    name_es = rule_set.name_es or _spanish().get(rule_set.name, "")
    return replace(rule_set, name_es=name_es, groups=groups)


@cache
def _spanish() -> Mapping[str, str]:
    """Return Spanish names by English name, for rule sets and groups."""
    rule_sets = shipped_rule_sets()
    groups = chain.from_iterable(rule_set.groups for rule_set in rule_sets)
    return {named.name: named.name_es for named in chain[RuleSet | Group](rule_sets, groups)}
