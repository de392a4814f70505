"""Requests as the pages see them, without a database."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines


@pytest.fixture
def visit(rf):
    """A request for a path, by nobody or by someone of a portal."""

    def make(path="/", portal=None):
        request = rf.get(path)
        request.user = AnonymousUser()
        if portal is not None:
            request.user = SimpleNamespace(
                is_authenticated=True, portal=portal, get_username=lambda: "ana@example.org"
            )
        return request

    return make


@pytest.fixture
def draw(visit):
    """Render template source the way a page would."""

    def make(source, path="/", **context):
        return engines["django"].from_string(source).render(context, visit(path))

    return make
