"""What can be wrong with a rule set: one template for each, to be translated by it.

Each names the fields as the editor's pages label them, and says what to do.
"""

PLACE = "{place}: {problem}"
GROUP = "Group {label}"
NUMBERED_GROUP = "Group in place {number}"  # without a number of its own it is found by its place
WAY = "{place}, way {position}"

NO_VERSION = "“Version” is empty. Give it under “Edit name and dates”."
NO_NAME = "“Name” is empty. Give it under “Edit name and dates”."
NO_SPANISH = "“Name in Spanish” is empty. Give it under “Edit name and dates”."
NO_GROUPS = "There is no group. Choose “Add a group”."
LOWEST_AGE = (
    "“Lowest authorized age” is {lowest}. Make it an age from 0 to {highest} under “Edit "
    "name and dates”."
)
SAME_LABEL = "another group has this “Number”. Change one of the two."
ORDER = (
    "its place in the order, {order}, does not come after {before}, that of Group {label}. "
    "Move one of the two."
)

GROUP_NO_LABEL = "“Number” is empty. Give it one as people know it, such as 3 or 1b."
GROUP_NO_NAME = "“Name” is empty. Say whom the group is for."
GROUP_NO_SPANISH = "“Name in Spanish” is empty. Give it for who reads Spanish."
GROUP_NO_WAY = "nobody could be in it. Add a way in under “Ways into the group”."

AGES = "make “Lowest age” and “Highest age” ages from 0 to {highest}."
AGES_CROSSED = (
    "“Lowest age” {lowest} is above “Highest age” {highest}, so nobody fits. Change one of the two."
)
AGE_TOO_LOW = (
    "“Highest age” {highest} is below {authorized}, the “Lowest authorized age”, so nobody "
    "fits. Change one of the two, or remove this way into the group."
)
CONDITIONS = "“Conditions” asks for {number}. Make it 0, 1 or 2."
NO_ANSWER = "no answer to {question} is accepted, so nobody fits. Accept at least one."
UNKNOWN_REASON = (
    "{reason} is none of the sentences for “What the person is told”. Choose one of {reasons}."
)
NO_BOUND = (
    "the person is told “{told}”, but “{bound}” is empty. Give the age, or choose another "
    "sentence in “What the person is told”."
)

WITHOUT_BLANKS = (
    NO_VERSION, NO_NAME, NO_SPANISH, NO_GROUPS, SAME_LABEL, GROUP_NO_LABEL, GROUP_NO_NAME,
    GROUP_NO_SPANISH, GROUP_NO_WAY,
)  # fmt: skip
TEMPLATES = (
    LOWEST_AGE, ORDER, AGES, AGES_CROSSED, AGE_TOO_LOW, CONDITIONS, NO_ANSWER, UNKNOWN_REASON,
    NO_BOUND, PLACE, WAY, NUMBERED_GROUP, GROUP,
)  # fmt: skip
PARTS = ("place", "problem", "told", "bound")
"""The blanks that are filled with another of these, with a label, or with what is told."""
