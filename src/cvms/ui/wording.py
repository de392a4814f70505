"""How numbers, times and phone numbers are written, as in the guide."""

import datetime as dt
import re

from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString

KIBIBYTE = 1024


def phone(number: str) -> str:
    """`+19195550100` as `919-555-0100`; what is no North American number stays as it is."""
    return re.sub(r"^\+1(\d{3})(\d{3})(\d{4})$", r"\1-\2-\3", str(number or ""))


def dialed(number: str) -> str:
    """`(877) 873-6247` and `+18778736247` as a phone dials it from anywhere: `+18778736247`."""
    digits = re.sub(r"[^0-9]", "", str(number or ""))
    return f"+1{digits}" if len(digits) == 10 else f"+{digits}"


def tel(number: str) -> str | SafeString:
    """A number that a phone calls when it is pressed, written as people write it."""
    if not number:
        return ""
    return format_html('<a class="usa-link" href="tel:{}">{}</a>', dialed(number), phone(number))


def tel_in_letter(number: str) -> str | SafeString:
    """The same in an email, which has no styles of ours."""
    if not number:
        return ""
    link = '<a href="tel:{}" style="color:#005ea2">{}</a>'
    return format_html(link, dialed(number), phone(number))


def filesize_guide(size: int) -> str:
    """`123bytes`, then `12.3 KB` and `4.8 MB`."""
    if size < KIBIBYTE:
        return f"{size}bytes"
    if size < KIBIBYTE**2:
        return f"{formats.number_format(round(size / KIBIBYTE, 1), 1)} KB"
    return f"{formats.number_format(round(size / KIBIBYTE**2, 1), 1)} MB"


def longtime(moment: dt.datetime | None, form: str = "SHORT_DATETIME_FORMAT") -> str:
    """`11/30/2020, 9:38 AM ET`, in the site's time zone; nothing for no moment.

    `form` names another way of `cvms.config.formats`.
    """
    return f"{formats.date_format(moment, form)} {_zone(moment)}" if moment else ""


def _zone(moment: dt.datetime) -> str:
    """`ET` in winter and summer, as the guide writes; a zone that is none of these as it is."""
    return re.sub(r"^(E|C|M|P|AK|H)[SD]T$", r"\1T", moment.tzname() or "")


def lead_in(label: str) -> str:
    """A field's label before what is said of it; a question ends with its own mark."""
    return label if str(label).endswith("?") else f"{label}:"
