"""Two requests at one moment count as two, and only one of them can be the last one allowed."""

import pytest

from cvms.accounts.limits.counting import TooMany, rates, spend
from tests.at_once import before_it_commits

pytestmark = pytest.mark.django_db(transaction=True)


def _spend(text: str) -> bool:
    """Count one request; return whether it was within the rate."""
    try:
        spend("look_up", rates(text)[0], "Ida Roe")
    except TooMany:
        return False
    return True


@pytest.mark.parametrize("before", [0, 1], ids=["the first ones", "later ones"])
def test_two_requests_at_once_are_both_counted(before):
    # Given a limit with room for two more
    rate = f"{2 + before}/d/subject"
    for _earlier in range(before):
        assert _spend(rate)

    # When two are asked for at once, then both are counted, and nothing is left
    assert before_it_commits(lambda: _spend(rate), lambda: _spend(rate)) == (True, True)
    assert not _spend(rate)


@pytest.mark.parametrize("before", [0, 1], ids=["the first ones", "later ones"])
def test_one_of_two_requests_at_once_is_refused_if_only_one_is_left(before):
    rate = f"{1 + before}/d/subject"
    for _earlier in range(before):
        assert _spend(rate)

    assert before_it_commits(lambda: _spend(rate), lambda: _spend(rate)) == (True, False)
