"""A variable that a template names and its view does not give fails the test that draws it.

Django prints nothing in its place, so a sentence with a hole in it looks like a sentence. Templates
of other packages rely on that and are left alone; so is `{% if variable %}`, which asks.
"""

import sys
from pathlib import Path
from typing import Any

OURS = str(Path(__file__).resolve().parents[1] / "src")


class UndefinedVariableError(Exception):
    """Names the variable and the template."""


class Undefined(str):
    """Stands in for `string_if_invalid`: Django formats it with the variable that was not found."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        """Return True, so that Django formats this value."""
        return key == "%s"

    def __mod__(self, variable: Any) -> str:
        """Fail for a template of ours; print nothing, as Django would, for another's."""
        template = _template_of(sys._getframe(1).f_locals.get("context"))
        if template.startswith(OURS):
            raise UndefinedVariableError(f"{variable} in {template.removeprefix(OURS)}")
        return ""


def _template_of(context: Any) -> str:
    template = getattr(getattr(context, "render_context", None), "template", None)
    return str(template.origin.name) if template else ""
