"""Look up the names of the records that events are about, with one query for each kind."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from cvms.accounts.models import User
from cvms.audit.models import Event
from cvms.eligibility.models import RuleSetVersion
from cvms.helpdesk.models import HelpRequest
from cvms.organizations.models import Organization, PointOfContact
from cvms.providers.models import Location, LocationManager
from cvms.recipients.models import Recipient
from cvms.uploads.models import Upload

_NAMES: dict[type[Model], Callable[[Any], str]] = {
    User: lambda user: user.full_name or user.username,
    Organization: lambda organization: organization.name,
    PointOfContact: lambda contact: contact.user.full_name,
    Recipient: lambda person: person.full_name,
    Upload: lambda upload: upload.filename,
    HelpRequest: lambda request: request.number,
    Location: lambda location: location.name,
    LocationManager: lambda manager: manager.user.full_name,
    RuleSetVersion: lambda version: str(version.title),
}
_WITH = {PointOfContact: ("user",), LocationManager: ("user",)}
_KINDS = {model._meta.label_lower: model for model in _NAMES}


def names_of(events: Iterable[Event]) -> dict[tuple[str, str], str]:
    """Return names by kind and primary key; records that no longer exist have none."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event.kind in _KINDS and event.about.isdigit():
            wanted[event.kind].add(int(event.about))
    return {
        (kind, str(pk)): name
        for kind, numbers in wanted.items()
        for pk, name in _named(_KINDS[kind], numbers)
    }


def _named(model: type[Model], numbers: set[int]) -> Iterable[tuple[int, str]]:
    name = _NAMES[model]
    rows = model._default_manager.select_related(*_WITH.get(model, ())).filter(pk__in=numbers)
    return [(row.pk, name(row)) for row in rows]
