"""The rule sets that come with the product: North Carolina's, December 2020 to April 2021."""

import json
from importlib.resources import files

from cvms.eligibility.rule_json import from_json
from cvms.eligibility.rules import RuleSet


def shipped_rule_sets() -> tuple[RuleSet, ...]:
    """Every rule set in `eligibility/data`, the oldest first. Read and checked at each call."""
    data = files("cvms.eligibility") / "data"
    documents = (file.read_text("utf-8") for file in data.iterdir() if file.name.endswith(".json"))
    rule_sets = (from_json(json.loads(document)) for document in documents)
    return tuple(sorted(rule_sets, key=lambda rule_set: rule_set.effective_from))
