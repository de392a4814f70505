"""How numbers, times and phone numbers are written, as in the guide."""

import datetime as dt
import re

from django.utils import formats

KIBIBYTE = 1024


def phone(number: str) -> str:
    """`+19195550100` as `919-555-0100`; what is no North American number stays as it is."""
    return re.sub(r"^\+1(\d{3})(\d{3})(\d{4})$", r"\1-\2-\3", str(number or ""))


def filesize_guide(size: int) -> str:
    """`123bytes`, then `12.3 KB` and `4.8 MB`."""
    if size < KIBIBYTE:
        return f"{size}bytes"
    if size < KIBIBYTE**2:
        return f"{formats.number_format(round(size / KIBIBYTE, 1), 1)} KB"
    return f"{formats.number_format(round(size / KIBIBYTE**2, 1), 1)} MB"


def longtime(moment: dt.datetime | None) -> str:
    """`11/30/2020, 9:38 AM`, in the site's time zone; nothing for no moment."""
    return formats.date_format(moment, "SHORT_DATETIME_FORMAT") if moment else ""


def lead_in(label: str) -> str:
    """A field's label before what is said of it; a question ends with its own mark."""
    return label if str(label).endswith("?") else f"{label}:"
