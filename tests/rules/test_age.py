from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvms.rules.age import age_on, birthday
from tests.rules.strategies import dates_of_birth


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1956, 3, 1), date(2021, 2, 28), 64),
        (date(1956, 3, 1), date(2021, 3, 1), 65),
        (date(1956, 2, 29), date(2021, 2, 28), 64),
        (date(1956, 2, 29), date(2021, 3, 1), 65),
        (date(1956, 2, 29), date(2020, 2, 28), 63),
        (date(1956, 2, 29), date(2020, 2, 29), 64),
        (date(2021, 1, 1), date(2021, 1, 1), 0),
        (date(2021, 1, 2), date(2021, 1, 1), -1),
    ],
)
def test_age_is_in_whole_years_and_leap_day_birthdays_are_on_1_march(born, on, age):
    assert age_on(born, on) == age


@given(dates_of_birth, st.integers(0, 150))
def test_the_birthday_is_the_first_day_of_that_age(born, age):
    day = birthday(born, age)
    assert age_on(born, day) == age
    assert age_on(born, day - timedelta(days=1)) == age - 1
