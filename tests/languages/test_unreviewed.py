"""What nobody has reviewed is shown in English and says that it is English; nothing is lost."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from cvms.recipients.models import Recipient
from cvms.ui.unreviewed import END, START, bare, in_html, mark
from tests import make
from tests.everybody import at_work
from tests.pages import Walk

ENGLISH = '<span lang="en" dir="ltr">{}</span>'
pytestmark = pytest.mark.django_db


def test_a_page_shows_reviewed_sentences_and_marks_the_others_as_english(creole):
    page = Client().get("/organization/sign-in/", headers={"accept-language": creole})
    shown = page.content.decode()

    assert '<html lang="ht">' in shown
    assert "<h1>Konekte</h1>" in shown
    assert "Nobody has read this" not in shown  # fuzzy: written, not reviewed
    assert ENGLISH.format("Forgot your password?") in shown
    assert ENGLISH.format("Skip to main content") in shown  # nobody has written it
    assert 'aria-label="Language"' in shown  # no element can stand there


def test_people_can_choose_among_three_languages(creole, organization, work, mailbox):
    # Given three languages, each named as its readers call it
    browser, contact = Client(), make.contact_of(organization)
    browser.force_login(contact)
    page = browser.get("/organization/").content.decode()
    for name in ("English", "Español", "Kreyòl ayisyen"):
        assert f">{name}</button>" in page

    # When somebody chooses the third
    browser.post("/language/", {"language": creole, "next": "/organization/"})

    # Then pages and letters are in it
    contact.refresh_from_db()
    assert contact.language == creole
    assert '<html lang="ht">' in browser.get("/organization/").content.decode()
    Client().post("/organization/forgot-password/", {"login": contact.email})
    work()
    letter = mailbox.messages[-1][1]
    assert letter["content-language"] == creole
    texts = [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
    assert ENGLISH.partition("{")[0] in texts[1]
    assert not any(one in text for text in (*texts, letter["subject"]) for one in (START, END))


class _Reader(HTMLParser):
    """Finds elements that were put where none can be."""

    def __init__(self):
        super().__init__()
        self.faults, self.open = [], []

    def handle_starttag(self, tag, attrs):
        self.faults += [value for _name, value in attrs if value and "<span" in value]
        if tag == "span":
            self.open.append(dict(attrs).get("lang"))

    def handle_endtag(self, tag):
        if tag == "span" and not self.open:
            self.faults.append("an element is closed that was not open")
        elif tag == "span":
            self.open.pop()


def test_no_page_shows_a_language_mark_as_text_or_in_a_wrong_place(creole):
    clients, letters = at_work()
    pages = Walk(clients, letters).pages()
    assert len(pages) > 100

    for seen in pages:
        if seen.fields is None:
            clients[seen.role].cookies["django_language"] = creole
            answer = clients[seen.role].get(seen.address)
            shown, reader = answer.content.decode(), _Reader()
            reader.feed(shown)
            assert START not in shown, seen
            assert END not in shown, seen
            assert (reader.faults, reader.open) == ([], []), seen
            assert ENGLISH.partition("{")[0] in shown, seen


def test_the_invitation_is_in_all_three_languages(creole, organization, mailbox, work):
    make.loaded(organization, ("Rosa", "Delgado", "rosa@people.example"))
    work()

    [letter] = [message for _, message in mailbox.messages if message["to"].startswith("rosa")]
    words = letter.get_body(("html",)).get_content()

    assert [code for code in ("en", "es", creole) if f'lang="{code}"' not in words] == []
    assert Recipient.objects.count() == 1


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (f"<p>{mark('One')} b</p>", f"<p>{ENGLISH.format('One')} b</p>"),
        (f'<a title="{mark("x > y")}">z</a>', '<a title="x > y">z</a>'),
        (f"<title>{mark('One')}</title>", "<title>One</title>"),
        (f"<option value=1>{mark('One')}</option>", "<option value=1>One</option>"),
        ('<script type="application/json">"\\ue010One\\ue011"</script>',
         '<script type="application/json">"One"</script>'),
        (mark("See <a href='x'>y</a>."), ENGLISH.format("See <a href='x'>y</a>.")),
        ("<p>No mark</p>", "<p>No mark</p>"),
    ],
)  # fmt: skip
def test_a_language_mark_becomes_an_element_where_one_is_allowed(page, shown):
    assert in_html(page) == shown


def test_plain_text_has_no_language_marks():
    assert bare(f"Dear {mark('you')}") == "Dear you"
