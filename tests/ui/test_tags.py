"""The recurring parts of pages."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import override

from cvms.ui import wording

SOURCE = Path(__file__).resolve().parents[2] / "src/cvms"


def test_an_alert_has_its_kind_heading_and_content(draw):
    html = draw('{% alert "success" "Success" %}<p>{{ file }}</p>{% endalert %}', file="<a.csv>")
    assert "usa-alert--success" in html
    assert '<h2 class="usa-alert__heading">Success</h2>' in html
    assert "<p>&lt;a.csv&gt;</p>" in html


def test_a_slim_alert_needs_no_heading(draw):
    html = draw('{% alert "info" slim=True %}Text{% endalert %}')
    assert "usa-alert--slim" in html
    assert "<h2" not in html


def test_a_dialog_that_is_due_is_open_without_a_script(draw):
    html = draw('{% dialog "done" "Upload Files" open=True %}Done{% enddialog %}')
    assert re.search(r'<dialog[^>]*aria-labelledby="done-heading"[^>]*\sopen\s', html)
    assert 'id="done-heading"' in html


def test_a_step_indicator_says_which_step_is_current(draw):
    html = draw("{% step_indicator steps 2 %}", steps=["Introduction", "Details", "Confirmation"])
    assert html.count('aria-current="step"') == 1
    assert "of 3" in html
    assert html.count("usa-step-indicator__segment--complete") == 1


@pytest.mark.parametrize(
    ("query", "link", "state"),
    [
        ("", "sort=-name", "ascending"),
        ("sort=name", "sort=-name", "ascending"),
        ("sort=-name", "sort=name", "descending"),
        ("sort=email", "sort=name", None),
        ("q=ana&page=3", "q=ana&amp;sort=-name", "ascending"),
    ],
)
def test_a_column_heading_turns_the_order_around(draw, query, link, state):
    source = '{% sort_header "Name" "name" query default="name" %}'
    html = draw(source, query=QueryDict(query))
    assert f'href="?{link}"' in html
    assert re.findall(r'aria-sort="(\w+)"', html) == ([state] if state else [])
    assert ("↑" in html, "↓" in html) == (state == "ascending", state == "descending")


def test_pages_keep_the_search(draw):
    page = Paginator(range(100), 10).page(3)
    html = draw("{% pagination page_obj %}", "/list/?q=ana&page=3", page_obj=page)
    assert 'href="?q=ana&amp;page=4"' in html
    assert html.count('aria-current="page"') == 1


def test_a_single_page_has_no_page_numbers(draw):
    page = Paginator(range(3), 10).page(1)
    assert draw("{% pagination page_obj %}", page_obj=page).strip() == ""


def test_progress_is_a_bar_and_words(draw):
    html = draw('{% progress 1200 5000 "Records loaded" %}')
    assert 'max="5000"' in html
    assert 'value="1200"' in html
    assert "1,200 of 5,000" in html


def test_progress_of_unknown_length_has_no_value(draw):
    assert "value=" not in draw('{% progress 0 0 "Reading" %}')


def test_a_summary_row_names_what_its_link_changes(draw):
    html = draw('{% summary_row "County" "Wake" "/edit/" %}')
    assert re.search(r'href="/edit/">Change<span class="usa-sr-only">\s*County</span>', html)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+19195550100", "919-555-0100"),
        ("+442079460000", "+442079460000"),
        ("", ""),
        (None, ""),
    ],
)
def test_phone_numbers_are_written_as_the_guide_does(number, shown):
    assert wording.phone(number) == shown


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0bytes"),
        (123, "123bytes"),
        (1023, "1023bytes"),
        (12_595, "12.3 KB"),
        (5 * 2**20, "5.0 MB"),
    ],
)
def test_sizes_are_written_as_the_guide_does(size, shown):
    assert wording.filesize_guide(size) == shown


def test_times_are_written_as_the_guide_does_in_the_sites_own_zone(draw):
    moment = dt.datetime(2020, 11, 30, 14, 38, tzinfo=dt.UTC)
    assert draw("{{ moment|longtime }}", moment=moment) == "11/30/2020, 9:38 AM ET"
    summer = dt.datetime(2021, 7, 4, 14, 38, tzinfo=dt.UTC)
    in_words = draw("{{ moment|longtime:'DATETIME_FORMAT' }}", moment=summer)
    assert in_words == "July 4, 2021, 10:38 AM ET"
    assert draw("{{ moment|longtime }}", moment=None) == ""


def test_a_lead_in_ends_with_a_colon_or_its_own_question_mark(draw):
    assert draw("{{ 'City'|lead_in }} {{ 'Are you a student?'|lead_in }}") == (
        "City: Are you a student?"
    )


@pytest.mark.parametrize(
    ("language", "words"), [("en", "March 3, 2021"), ("es", "3 de marzo de 2021")]
)
def test_an_opening_day_is_written_in_words(draw, language, words):
    with override(language):
        assert draw("{{ day|date:'DATE_FORMAT' }}", day=dt.date(2021, 3, 3)) == words


def test_spanish_is_written_as_in_the_united_states(draw):
    # 3/4 is March to one reader and April to another, 12.345 is twelve to one of them.
    moment = dt.datetime(2021, 3, 4, 14, 38, tzinfo=dt.UTC)
    with override("es"):
        assert draw("{{ moment|longtime }}", moment=moment) == "4 mar 2021, 9:38 a.m. ET"
        assert draw("{% load humanize %}{{ 12345|intcomma }}") == "12,345"
        assert draw("{{ 1536|filesize_guide }}") == "1.5 KB"


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("(877) 873-6247", '<a class="usa-link" href="tel:+18778736247">(877) 873-6247</a>'),
        ("+19195550100", '<a class="usa-link" href="tel:+19195550100">919-555-0100</a>'),
        ('<b>"877', '<a class="usa-link" href="tel:+877">&lt;b&gt;&quot;877</a>'),
        ("", ""),
    ],
)
def test_a_telephone_number_is_a_link(draw, number, link):
    assert draw("{{ number|tel }}", number=number) == link


def test_every_page_has_the_contact_centers_number_as_a_link():
    shown = re.compile(r"phone=JURISDICTION\.help_desk_phone(?!\|tel| tel=)")
    templates = [path for path in SOURCE.glob("*/templates/**/*.html") if "mail" not in path.parts]

    assert len(templates) > 100
    assert [path.name for path in templates if shown.search(path.read_text("utf-8"))] == []
