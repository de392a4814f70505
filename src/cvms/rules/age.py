"""Age in whole years, and the day on which it is reached.

People born on February 29 are a year older on March 1 in years without that day. That is how
immunization systems in the United States count: a computed date that is not a real date moves
to the first day of the next month (CDC, Clinical Decision Support for Immunization, Logic
Specification, rule CALCDT-5).
"""

from datetime import date


def age_on(born: date, on: date) -> int:
    """Whole years from the day of birth to `on`; negative before it."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def birthday(born: date, age: int) -> date:
    """The first day on which someone is `age` years old."""
    year = born.year + age
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
