"""Sentences that are kept in English, said in the language of whoever reads."""

import pytest
from django.utils.translation import override

from cvms.mail.reasons import reason_words


@pytest.fixture(autouse=True)
def spanish():
    with override("es"):
        yield


def test_what_is_not_known_stays_in_english():
    assert reason_words("Nobody has said this. Nor that.") == "Nobody has said this. Nor that."
    assert reason_words("") == ""
