import pytest
from hypothesis import settings

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from tests import make

# No deadline: a busy machine must not fail a test. No database: a run leaves nothing behind.
settings.register_profile("eligibility", deadline=None, database=None)
settings.load_profile("eligibility")


@pytest.fixture
def editor(db: None) -> User:
    return make.user(Role.ELIGIBILITY_EDITOR, "editor@state.example")
