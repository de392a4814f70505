"""Handle the form that invites one organization, for every page that has it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cvms.accounts.requests import SignedIn

from .actions import inviting
from .actions.contacts import AlreadyPointOfContact
from .forms import InviteForm
from .models import Organization


def invited_by(request: SignedIn, form: InviteForm) -> Organization | None:
    """Invite the organization in a posted form; return None if that failed or nothing was posted.

    If it failed, the form has the errors.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return inviting.invite(**form.cleaned_data, by=request.user)
    except AlreadyPointOfContact as known:
        form.add_error("email", _already(request, known.organization))
    except inviting.NameKnown:
        words = _(
            "An organization with this name has been invited already. If yours is another one,"
            " say so below."
        )
        form.add_error("name", ValidationError(words, code="known"))
    return None


def _already(request: SignedIn, organization: Organization) -> str:
    """Return the error; name the organization only to users who may see it."""
    if Organization.objects.seen_by(request.user).filter(pk=organization.pk).exists():
        words = _("This person is already the point of contact of %(name)s.")
        return words % {"name": organization.name}
    return _("This person is already the point of contact of an organization.")
