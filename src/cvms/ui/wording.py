"""Formats sizes, times and phone numbers as the user guide writes them."""

import datetime as dt
import re

from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString

KIBIBYTE = 1024


def phone(number: str) -> str:
    """Return `+19195550100` as `919-555-0100`; other numbers are unchanged."""
    return re.sub(r"^\+1(\d{3})(\d{3})(\d{4})$", r"\1-\2-\3", str(number or ""))


def dialed(number: str) -> str:
    """Return a number as E.164, for a `tel:` link: `+18778736247` for `(877) 873-6247`."""
    digits = re.sub(r"[^0-9]", "", str(number or ""))
    return f"+1{digits}" if len(digits) == 10 else f"+{digits}"


def tel(number: str) -> str | SafeString:
    """Return a link that calls the number, which is shown as by `phone`; "" for no number."""
    if not number:
        return ""
    return format_html('<a class="usa-link" href="tel:{}">{}</a>', dialed(number), phone(number))


def tel_in_letter(number: str) -> str | SafeString:
    """Return the link of `tel` for an email, which lacks the site's styles."""
    if not number:
        return ""
    link = '<a href="tel:{}" style="color:#005ea2">{}</a>'
    return format_html(link, dialed(number), phone(number))


def filesize_guide(size: int) -> str:
    """Return a size in bytes as `123bytes`, `12.3 KB` or `4.8 MB`."""
    if size < KIBIBYTE:
        return f"{size}bytes"
    if size < KIBIBYTE**2:
        return f"{formats.number_format(round(size / KIBIBYTE, 1), 1)} KB"
    return f"{formats.number_format(round(size / KIBIBYTE**2, 1), 1)} MB"


def named(sentence: str, name: str) -> str:
    """Put a name into a sentence with "{name}", which was translated once for many rows."""
    return sentence.replace("{name}", name)


def longtime(moment: dt.datetime | None, form: str = "SHORT_DATETIME_FORMAT") -> str:
    """Return a time as `11/30/2020, 9:38 AM ET`, in the time zone that it has; "" for None.

    `form` names a format of the language's `formats.py`.
    """
    return f"{formats.date_format(moment, form)} {_zone(moment)}" if moment else ""


def _zone(moment: dt.datetime) -> str:
    """Return `ET` in winter and summer, as the guide writes it; other zones are unchanged."""
    return re.sub(r"^(E|C|M|P|AK|H)[SD]T$", r"\1T", moment.tzname() or "")


def lead_in(label: str) -> str:
    """Return a label with a colon, to go before its value; a question keeps its question mark."""
    return label if str(label).endswith("?") else f"{label}:"
