"""What `{{ form }}` says to somebody who looks at it, and to somebody who hears it."""

import datetime as dt
import re

import pytest
from django import forms

from cvms.ui.widgets import DropInput, MemorableDate


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the sign")
    phone = forms.CharField(label="Phone Number", required=False)
    born = forms.DateField(label="Date of birth", widget=MemorableDate({"autocomplete": "bday"}))
    count = forms.ChoiceField(
        label="How many?", choices=[("0", "None"), ("1", "1")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="I agree")
    file = forms.FileField(label="File", widget=DropInput(text="Or drop files"))
    password = forms.CharField(widget=forms.PasswordInput({"autocomplete": "new-password"}))


def born(month, day, year):
    """The date as the browser sends it."""
    return {"born_0": month, "born_1": day, "born_2": year}


def squeeze(html):
    """Markup with its white space made plain."""
    return re.sub(r"\s+", " ", str(html))


def test_a_required_field_has_its_asterisk_before_the_label():
    html = squeeze(Sample()["name"].as_field_group())
    assert re.search(r'<abbr title="required"[^>]*>\*</abbr> Name', html)


def test_an_optional_field_has_no_asterisk():
    assert "<abbr" not in Sample()["phone"].as_field_group()


def test_hint_and_error_are_tied_to_the_control():
    html = squeeze(Sample({})["name"].as_field_group())
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'class="usa-error-message" id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "usa-input--error" in html


def test_a_choice_is_a_fieldset_of_tiles_that_names_its_error():
    html = squeeze(Sample({})["count"].as_field_group())
    assert 'aria-describedby="id_count_error"' in html
    assert "<legend" in html
    assert html.count("usa-radio__input--tile") == 2


def test_a_single_checkbox_comes_before_its_label():
    html = Sample()["agreed"].as_field_group()
    assert html.index("<input") < html.index("<label")


def test_a_file_field_is_a_plain_input_in_a_box_with_words():
    html = Sample()["file"].as_field_group()
    assert "data-drop" in html
    assert 'type="file"' in html
    assert "Or drop files" in html


def test_the_button_that_shows_a_password_waits_for_the_script():
    html = squeeze(Sample()["password"].as_field_group())
    assert 'autocomplete="new-password"' in html
    assert re.search(r"<button[^>]*aria-controls=\"id_password\"[^>]*hidden", html)


@pytest.mark.parametrize(
    ("typed", "read"),
    [(("2", "9", "1962"), dt.date(1962, 2, 9)), (("12", " 31 ", "2001"), dt.date(2001, 12, 31))],
)
def test_a_memorable_date_is_read(typed, read):
    form = Sample(born(*typed))
    form.full_clean()
    assert form.cleaned_data["born"] == read


@pytest.mark.parametrize("typed", [("2", "30", "1980"), ("2", "", "1980"), ("", "x", "-1-")])
def test_an_invalid_date_is_refused(typed):
    assert "born" in Sample(born(*typed)).errors


def test_a_wrong_date_is_shown_as_it_was_typed():
    html = squeeze(Sample(born("2", "30", "1980"))["born"])
    assert re.search(r'value="2"[^>]* selected', html)
    assert 'value="30"' in html
    assert 'value="1980"' in html


def test_an_empty_date_is_reported_as_missing():
    assert Sample({}).errors["born"] == ["Enter the date of birth."]


def test_the_parts_of_a_date_of_birth_can_be_filled_in_by_the_browser():
    html = str(Sample()["born"])
    assert [part for part in ("month", "day", "year") if f'autocomplete="bday-{part}"' in html] == [
        "month",
        "day",
        "year",
    ]


def test_the_error_summary_links_to_the_first_control_of_each_field(draw):
    html = draw('{% include "ui/error_summary.html" %}', form=Sample({}))
    for control in ("id_name", "id_born_0", "id_count_0", "id_agreed", "id_file", "id_password"):
        assert f'href="#{control}"' in html


def test_every_link_of_the_error_summary_leads_somewhere(draw):
    html = draw('{% include "ui/error_summary.html" %}{{ form }}', form=Sample({}))
    for target in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{target}"' in html


def test_a_form_without_errors_has_no_summary(draw):
    assert draw('{% include "ui/error_summary.html" %}', form=Sample()).strip() == ""
