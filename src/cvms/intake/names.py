"""First and last names: any script, but nothing that does not belong in a letter's salutation."""

import re

# Control characters, the replacement character of lost letters, and marks that turn the
# direction of the text that follows the name.
_UNPRINTABLE = "\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd\ud800-\udfff"
# Mail programs turn these into links by themselves; "St.John" and "J.R." are names.
_LINKED = "com|net|org|info|biz|edu|gov|mil|io|co|us|uk|ru|cn|me|ly|xyz|top|site|click|link|example"
_forbidden = re.compile(f"[@<>{_UNPRINTABLE}]").search
_web_address = re.compile(
    rf":/|https?:|\bwww\.|(?<=[\w-]{{2}})\.(?:[a-z]{{2,}}/|(?:{_LINKED})\b)", re.IGNORECASE
).search


def fits_a_letter(text: str) -> bool:
    """Whether cleaned text can go into email: no web address, @, <, > or control character."""
    linked = ("." in text or ":" in text) and _web_address(text)
    return not linked and not _forbidden(text)


def is_name(text: str) -> bool:
    """Whether a cleaned name is one that can go into email."""
    return text.isalpha() or fits_a_letter(text)
