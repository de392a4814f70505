"""What can be wrong with a rule set: one template for each sentence, to be translated by it."""

PLACE = "{place}: {problem}"
GROUP = "Group {label}"
NUMBERED_GROUP = "Group number {number}"  # one without a label is named by its place
CRITERION = "{place}, criterion {position}"

NO_VERSION = "The rule set has no version"
NO_NAME = "The rule set has no name"
NO_GROUPS = "The rule set has no groups"
LOWEST_AGE = "The lowest age {lowest} is not between 0 and {highest}"
SAME_LABEL = "another group has the same label"
ORDER = "its order {order} is not above the order {before} of Group {label} before it"

GROUP_NO_LABEL = "it has no label"
GROUP_NO_NAME = "it has no name"
GROUP_NO_CRITERIA = "it has no criteria, so nobody could be in it"

AGES = "ages are between 0 and {highest}"
AGES_CROSSED = "the lowest age {lowest} is above the highest age {highest}"
AGE_TOO_LOW = (
    "the highest age {highest} is below {authorized}, the lowest age of the rule set, "
    "so nobody fits"
)
CONDITIONS = "conditions_at_least is 0, 1 or 2, not {number}"
NO_ANSWER = "no answer to {question} is accepted, so nobody fits"
UNKNOWN_REASON = "the reason {reason} is not one of: {reasons}"
NO_BOUND = "the person is told “{told}”, but there is no {bound}"

WITHOUT_BLANKS = (
    NO_VERSION, NO_NAME, NO_GROUPS, SAME_LABEL, GROUP_NO_LABEL, GROUP_NO_NAME, GROUP_NO_CRITERIA,
    "lowest age", "highest age",
)  # fmt: skip
TEMPLATES = (
    LOWEST_AGE, ORDER, AGES, AGES_CROSSED, AGE_TOO_LOW, CONDITIONS, NO_ANSWER, UNKNOWN_REASON,
    NO_BOUND, PLACE, CRITERION, GROUP, NUMBERED_GROUP,
)  # fmt: skip
PARTS = ("place", "problem", "told", "bound")
"""The blanks that are filled with another of these, or with what the person is told."""
