"""The actions on accounts."""

from .access import AccountExists, deactivate, invite_staff, reactivate, set_access
from .erasing import erase
from .passwords import (
    LinkUnusable,
    account_opened,
    change_password,
    replace_link,
    send_password_link,
    set_password,
)
from .profile import set_language
from .sessions import sign_out_everywhere

__all__ = [
    "AccountExists",
    "LinkUnusable",
    "account_opened",
    "change_password",
    "deactivate",
    "erase",
    "invite_staff",
    "reactivate",
    "replace_link",
    "send_password_link",
    "set_access",
    "set_language",
    "set_password",
    "sign_out_everywhere",
]
