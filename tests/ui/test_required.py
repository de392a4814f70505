"""What is missing is named: a list of errors at the top of a page is read without the fields."""

import pytest
from django import forms
from django.test import Client
from django.utils import translation

from cvms.accounts.access import rule_of
from cvms.accounts.forms import NewPasswordForm
from cvms.accounts.models import User
from cvms.accounts.permissions import ROLE_PERMISSIONS, Role
from cvms.eligibility.drafts.forms import CriterionForm
from cvms.helpdesk.forms import NoteForm
from cvms.staff.account_forms import InviteStaffForm
from tests import make
from tests.test_access import PAGES

EMAIL = "Enter an email address like name@example.com."


class Sample(forms.Form):
    street = forms.CharField(label="Street Address")
    zip_code = forms.CharField(label="ZIP code")
    title = forms.CharField(label="Zip Code")
    phone = forms.CharField(label="Phone Number (XXX-XXX-XXXX)")
    spanish = forms.CharField(label="Name in Spanish")
    email = forms.CharField(label="Your email")
    exact = forms.CharField(label="The recipient's exact email")
    county = forms.ChoiceField(label="County", choices=[("1", "One")])
    file = forms.FileField(label="List of organizations")
    begins = forms.DateField(label="Takes effect on")
    open = forms.ChoiceField(label="Is it open?", choices=[("y", "Yes")])
    why = forms.CharField(label="Why is it open?")
    agreed = forms.BooleanField(label="I agree")
    own = forms.CharField(label="Number", error_messages={"required": "Give it a number."})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("street", "Enter the street address."),
        ("zip_code", "Enter the ZIP code."),
        ("title", "Enter the ZIP code."),
        ("phone", "Enter the phone number."),
        ("spanish", "Enter the name in Spanish."),
        ("email", "Enter your email."),
        ("exact", "Enter the recipient's exact email."),
        ("county", "Choose the county."),
        ("file", "Choose the list of organizations."),
        ("begins", "Enter the date."),
        ("open", "Choose an answer."),
        ("why", "Answer this question."),
        ("agreed", "Check this box to continue: I agree"),
        ("own", "Give it a number."),
    ],
)
def test_a_missing_field_is_named(name, said):
    assert Sample({}).errors[name] == [said]


@pytest.mark.parametrize(
    ("form", "name", "said"),
    [
        (lambda: NewPasswordForm({}, user=User()), "confirm", "Enter the new password again."),
        (lambda: NoteForm({}), "message", "Write a note."),
        (lambda: CriterionForm({}), "reason", "Choose what the person is told."),
        (lambda: InviteStaffForm({}, by=User()), "email", EMAIL),
    ],
)
def test_a_label_that_fits_no_sentence_has_one_of_its_own(form, name, said):
    assert form().errors[name] == [said]


def test_the_missing_field_is_named_in_the_language_of_the_page():
    form = Sample({})

    with translation.override("es"):
        assert form.errors["street"] == ["Complete este campo: street address."]
    assert form.errors["street"] == ["Enter the street address."]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_form_of_any_page_says_only_that_a_field_is_required(language, staff, settings):
    settings.REQUIRE_MFA = []
    nameless = {"en": "This field is required", "es": "Este campo es obligatorio"}[language]
    browsers = {None: Client()}
    for role in Role:
        browsers[role] = Client()
        user = make.user(role)
        if role == Role.POINT_OF_CONTACT:
            user = make.contact_of(make.organization(by=staff))
        browsers[role].force_login(user)
        browsers[role].cookies["django_language"] = language
    browsers[None].cookies["django_language"] = language
    shown = 0

    for name, path, view in PAGES:
        rule = rule_of(view)
        may = [role for role in Role if rule is not None and ROLE_PERMISSIONS[role] & set(rule)]
        if name in ("account_logout", "accounts:sign_out_everywhere"):
            continue
        answer = browsers[may[0] if may else None].post(path, {"nothing": "1"})
        page = "" if answer.streaming else answer.content.decode()
        shown += "usa-error-message" in page
        assert nameless not in page, name

    assert shown >= 8  # forms that did say what is missing
