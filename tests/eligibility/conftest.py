import pytest

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from tests import make


@pytest.fixture
def editor(db: None) -> User:
    return make.user(Role.ELIGIBILITY_EDITOR, "editor@state.example")
