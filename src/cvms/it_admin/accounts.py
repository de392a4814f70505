"""State IT's pages of staff and provider accounts: roles, sign-in, second factors."""

from typing import Any, cast

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cvms.accounts.actions import access
from cvms.accounts.models import Portal, User
from cvms.accounts.permissions import STAFF_ROLES
from cvms.accounts.requests import SignedIn
from cvms.accounts.second_factor import actions as second_factor

from .site import Records


class AccessForm(forms.ModelForm):
    """The two fields of an account that may be changed."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role.value, role.label) for role in STAFF_ROLES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = User
        fields = ["roles", "is_active"]


@admin.action(description=_("Remove the second step (phone and recovery codes lost)"))
def remove_second_factor(
    model_admin: "admin.ModelAdmin[User]", request: SignedIn, accounts: QuerySet[User]
) -> None:
    """Remove the second factor of the chosen accounts, except the user's own."""
    others = accounts.exclude(pk=request.user.pk)
    for user in others:
        second_factor.remove(user=user, by=request.user)
    model_admin.message_user(
        request,
        ngettext(
            "The second step of %(count)d account was removed.",
            "The second step of %(count)d accounts was removed.",
            len(others),
        )
        % {"count": len(others)},
    )


class Accounts(Records):
    """Accounts; nobody can change their own, a colleague has to."""

    form = AccessForm
    actions = [remove_second_factor]
    list_display = ["id", "username", "portal", "roles", "is_active", "second_factor", "last_login"]
    list_filter = ["is_active"]
    ordering = ["username"]
    readonly_fields = [
        "username", "first_name", "last_name", "portal", "language",
        "created_at", "password_changed_at", "last_login", "second_factor",
    ]  # fmt: skip
    fields = [*readonly_fields, "roles", "is_active"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        accounts = super().get_queryset(request).filter(portal__in=[Portal.STAFF, Portal.PROVIDER])
        return accounts.annotate(has_second_factor=Exists(factors))

    @admin.display(description=_("second step"), boolean=True)
    def second_factor(self, user: User) -> bool:
        return bool(vars(user)["has_second_factor"])  # annotated above

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_view_permission(request) and (
            obj is None or (obj.portal == Portal.STAFF and obj.pk != request.user.pk)
        )

    def save_model(self, request: HttpRequest, obj: User, form: Any, _change: object) -> None:
        try:
            access.change_access(
                user=obj,
                roles=form.cleaned_data["roles"],
                is_active=form.cleaned_data["is_active"],
                by=cast("User", request.user),
            )
        except access.NotAllowed as error:  # meanwhile a colleague deactivated the user's account
            raise PermissionDenied from error
