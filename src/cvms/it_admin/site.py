"""Django's admin for state IT: viewing only, with an audit event for every page of records."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.audit.actions import record

# Signing in, signing out and passwords have pages of our own.
_LEFT_OUT = {"login", "logout", "password_change", "password_change_done", "autocomplete",
             "view_on_site"}  # fmt: skip


class Site(admin.AdminSite):
    """The admin site; its views declare a permission, which our access rules check."""

    site_header = site_title = _("CVMS state IT")
    index_title = _("Records")
    site_url = "/staff/"
    final_catch_all_view = False
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated and request.user.may(Permission.USE_ADMIN))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        urls = [url for url in super().get_urls() if getattr(url, "name", "") not in _LEFT_OUT]
        _require_permission(urls)
        return urls


def _require_permission(urls: Iterable[URLPattern | URLResolver]) -> None:
    for url in urls:
        if isinstance(url, URLResolver):
            _require_permission(url.url_patterns)
        else:
            url.callback = requires(Permission.USE_ADMIN)(url.callback)


def declared_lookups(records: "admin.ModelAdmin[Any]", request: HttpRequest) -> set[str]:
    """Return the query parameters that the filters of a list of records use."""
    names: set[str] = set()
    for asked in records.get_list_filter(request):
        field = str(asked[0] if isinstance(asked, tuple) else asked)
        names |= {field, *(f"{field}__{lookup}" for lookup in ("exact", "isnull"))}
    return names


class Records(admin.ModelAdmin):
    """Read-only rows, filtered by kind and state; there is no search, as URLs would contain it."""

    actions: Any = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def lookup_allowed(
        self,
        lookup: str,
        _value: str,
        request: HttpRequest | None = None,
    ) -> bool:
        """Allow only the parameters of the page's filters; Django would allow every column.

        Otherwise a hidden column, such as a password hash, could be read letter by letter with
        `?password__startswith=`.
        """
        if request is None:
            return False
        if lookup in declared_lookups(self, request):
            return True
        record("state_it.filter_refused", by=request.user, model=self._model(), lookup=lookup[:60])
        return False

    def to_field_allowed(self, _request: HttpRequest, to_field: str) -> bool:
        """Allow records to be found only by primary key, so that no other column can be guessed."""
        return to_field == self.opts.pk.name

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        listed = (getattr(response, "context_data", None) or {}).get("cl")
        if listed:
            record(
                "state_it.listed",
                by=request.user,
                model=self._model(),
                numbers=[row.pk for row in listed.result_list],
                filters={name: values[-1][:60] for name, values in listed.filter_params.items()},
            )
        return response

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,  # noqa: FBT001, FBT002 -- as the admin calls it
        change: bool = False,  # noqa: FBT001, FBT002
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        record("state_it.read", by=request.user, on=obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        record("state_it.history_read", by=request.user, model=self._model())
        return super().history_view(request, *args, **kwargs)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        """Log nothing: the admin's log would store names, and the audit trail has the change."""

    def _model(self) -> str:
        return self.opts.label_lower


site = Site(name="state_it")
