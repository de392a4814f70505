"""State IT's lists can be filtered by their filters only, never by columns that are not shown."""

import pytest
from django.apps import apps
from django.test import RequestFactory

from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from cvms.it_admin.admin import site
from tests import factors, make

pytestmark = pytest.mark.django_db

LOOKUPS = ("", "__exact", "__iexact", "__startswith", "__regex", "__gt", "__in", "__isnull")
MODELS = sorted(site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def it():
    return make.user(Role.STATE_IT, "it@state.example")


@pytest.fixture
def browser(it, client):
    factors.give_app(it)
    factors.sign_in(client, "staff", it, make.PASSWORD)
    return client


def _paths(model, before="", relations=1):
    """Yield every column that can be named from this model and its related models."""
    for field in model._meta.get_fields():
        yield before + field.name
        if relations and field.is_relation and field.related_model:
            yield from _paths(field.related_model, f"{before}{field.name}__", relations - 1)


def _address(model):
    return f"/state-it/{model._meta.app_label}/{model._meta.model_name}/"


def _filters(records):
    """Return the columns by which a list can be filtered."""
    return [one if isinstance(one, str) else one[0] for one in records.list_filter]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_list_refuses_a_filter_by_a_column_that_is_not_one_of_its_filters(model, it, monkeypatch):
    monkeypatch.setattr("cvms.it_admin.site.record", lambda *_, **__: None)  # thousands of events
    records = site._registry[model]
    request = RequestFactory().get(_address(model))
    request.user = it
    declared = {
        *_filters(records),
        *(f"{name}__{end}" for name in _filters(records) for end in ("exact", "isnull")),
    }

    asked = {path + lookup for path in _paths(model) for lookup in LOOKUPS}

    allowed = {name for name in asked if records.lookup_allowed(name, "x", request)}
    assert allowed <= declared
    assert len(asked) > 50


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_url_with_another_lookup_is_refused(model, browser):
    for field in model._meta.concrete_fields:
        if field.name not in _filters(site._registry[model]):
            answer = browser.get(_address(model), {f"{field.name}__startswith": "a"})
            assert answer.status_code == 400, field.name


@pytest.mark.parametrize("name", ["password", "username", "secret_hash", "token", "email"])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_record_is_found_only_by_its_number(model, name, browser):
    for address in (_address(model), f"{_address(model)}1/change/"):
        assert browser.get(address, {"_to_field": name}).status_code == 400


def test_every_model_of_the_product_that_holds_a_secret_is_left_out_of_the_lists():
    shown = {
        field.name
        for model, records in site._registry.items()
        for field in model._meta.concrete_fields
        if field.name in {*records.list_display, *_filters(records)}
    }
    held = {field.name for model in apps.get_models() for field in model._meta.concrete_fields}
    secrets = {name for name in held if "password" in name or "secret" in name or "token" in name}

    assert secrets - {"password_changed_at"}
    assert shown.isdisjoint(secrets)


@pytest.mark.parametrize("query", ["q=a", "o=99", "o=-1.2.x", "e=1", "all=", "_facets=True", "p=9"])
def test_other_parameters_of_a_url_show_nothing_more(query, browser):
    answer = browser.get(f"/state-it/accounts/user/?{query}")

    assert answer.status_code in (200, 302)
    assert "scrypt" not in answer.content.decode()


def test_the_audit_trail_records_filters_including_refused_ones(browser, it):
    browser.get("/state-it/accounts/user/?is_active__exact=1")
    browser.get("/state-it/accounts/user/?password__startswith=scrypt")

    listed = Event.objects.filter(action="state_it.listed").latest("id")
    assert listed.details["filters"] == {"is_active__exact": "1"}
    refused = Event.objects.get(action="state_it.filter_refused")
    assert (refused.who, refused.details["lookup"]) == (it.pk, "password__startswith")
    assert "scrypt" not in str(refused.details)
