"""Every letter reads as its golden file in `letters/`, in text and HTML, for names of any script.

After a change of words, `CVMS_GOLDEN=write pytest tests/mail/test_letters.py` writes them anew.
"""

import os
import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from cvms.jurisdiction.profile import JURISDICTION
from cvms.mail.delivery import deliver_due
from cvms.mail.models import Message
from tests.mail import every_letter

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "letters"
HEADERS = (
    "From",
    "To",
    "Subject",
    "Auto-Submitted",
    "Content-Language",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
)
_VARIES = (  # what differs from one run to the next
    (re.compile(r"/set-password/[^/\s\"<]+/"), "/set-password/SECRET/"),
    (re.compile(r"/unsubscribe/[^/\s\"<>]+/"), "/unsubscribe/TOKEN/"),
    (re.compile(r"/bulk-registration/\d+/"), "/bulk-registration/NUMBER/"),
    (re.compile(r"/uploads/\d+/"), "/uploads/NUMBER/"),
    (re.compile(r"/help-desk/[^/\s\"<]{20,}/"), "/help-desk/SECRET/"),
    (re.compile(r"/requests?/[^/\s\"<]{20,}/"), "/request/SECRET/"),
    (re.compile(r"(\w+\.\w\w)\.\d+@people"), r"\1.N@people"),
    (re.compile(r"hr\.(\w\w)\.\d+@plant"), r"hr.\1@plant"),
)


def _shown(mail: EmailMessage) -> str:
    """What a mail program makes of it: headers, then each part as its reader has it."""
    lines = [f"{name}: {mail[name].strip()}" for name in HEADERS if mail[name]]
    for part in mail.walk():
        if not part.is_multipart():
            name = part.get_filename() or ""
            lines += ["", f"=== {part.get_content_type()} {name}".strip(), part.get_content()]
    shown = "\n".join(lines).replace("\r\n", "\n")
    for pattern, word in _VARIES:
        shown = pattern.sub(word, shown)
    return shown


@pytest.fixture
def shown(staff, mailbox):
    """Each letter as it came out of a real mail server, by the name of its golden file."""
    named = {message.token.hex: name for name, message in every_letter.all_of(staff)}
    Message.objects.exclude(token__in=named).delete()
    deliver_due()
    return {
        named[mail["Message-ID"].strip("<>").partition("@")[0]]: _shown(mail)
        for _number, mail in mailbox.messages
    }


def test_a_telephone_number_in_a_letter_is_a_link(shown):
    phone = JURISDICTION.help_desk_phone
    link = f'<a href="tel:+18778736247" style="color:#005ea2">{phone}</a>'
    for name, text in shown.items():
        html = text.partition("=== text/html")[2]
        assert html.count(phone) >= 1, name
        assert html.count(phone) == html.count(link), name


def test_every_letter_reads_as_its_golden_file(shown):
    if os.environ.get("CVMS_GOLDEN") == "write":
        for name, text in shown.items():
            (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    golden = {path.stem: path.read_bytes().decode("utf-8") for path in sorted(FOLDER.glob("*.txt"))}
    assert sorted(shown) == sorted(golden)
    for name, text in shown.items():
        assert text == golden[name], name
