"""Small cells are hidden, and others with them where a total would give them away."""

from hypothesis import given
from hypothesis import strategies as st

from cvms.staff.suppression import LEAST, hidden


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 30), max_size=8))
def test_no_small_cell_is_shown_or_can_be_worked_out(counts):
    kept_back = hidden(counts)

    assert all(counts[key] >= LEAST or not counts[key] for key in counts.keys() - kept_back)
    if kept_back and any(people >= LEAST for people in counts.values()):
        assert len(kept_back) >= 2
        assert sum(counts[key] for key in kept_back) >= LEAST
