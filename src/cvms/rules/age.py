"""Compute ages in whole years, and the day on which an age is reached.

People born on February 29 turn a year older on March 1 in years without that day. Immunization
systems in the United States count like this: a computed date that does not exist moves to the first
day of the next month (CDC, Clinical Decision Support for Immunization, Logic Specification, rule
CALCDT-5).
"""

from datetime import date


def age_on(born: date, on: date) -> int:
    """Return the age in whole years on a day; negative before the day of birth."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def birthday(born: date, age: int) -> date:
    """Return the first day on which a person is `age` years old."""
    year = born.year + age
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
