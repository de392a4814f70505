"""The stages from a name on a list to a person who is eligible, for statistics.

Rooms above add their own stages when the application starts; code that counts people by stage gets
all stages here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cvms.mail.models import Message

from .invitations import KIND
from .models import Recipient


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage; `reached` returns the people who have come this far, each once.

    `at` is the field, of Recipient or across a relation, with the time; "" if there is none.
    """

    name: str
    label: str | Promise
    reached: Callable[[], QuerySet[Recipient]]
    order: int
    at: str = ""


_stages: dict[str, Stage] = {}


def register(
    name: str,
    label: str | Promise,
    reached: Callable[[], QuerySet[Recipient]],
    *,
    order: int,
    at: str = "",
) -> None:
    """Add a stage; registering the same name again replaces it."""
    _stages[name] = Stage(name, label, reached, order, at)


def stages() -> list[Stage]:
    """Return the stages from the widest to the narrowest."""
    return sorted(_stages.values(), key=lambda stage: stage.order)


def _loaded() -> QuerySet[Recipient]:
    return Recipient.objects.filter(organization__isnull=False)


def _invited() -> QuerySet[Recipient]:
    """Return people who were sent an invitation that has not bounced."""
    sent = Message.objects.filter(kind=KIND, about=OuterRef("pk"), state=Message.State.SENT)
    return Recipient.objects.filter(Exists(sent))


def _with_account() -> QuerySet[Recipient]:
    return Recipient.objects.filter(user__password_changed_at__isnull=False)


def register_stages() -> None:
    register("loaded", _("Loaded"), _loaded, order=10, at="loaded_at")
    register("invited", _("Invitation sent"), _invited, order=20)
    register("account", _("Account created"), _with_account, order=30)
