"""What the help desk holds: a file for each thing."""

from .changes import RequestedChange
from .removals import Removal, SealedAddress
from .replies import SavedReply
from .requests import MESSAGE_LENGTH, Entry, HelpRequest, Link

__all__ = [
    "MESSAGE_LENGTH",
    "Entry",
    "HelpRequest",
    "Link",
    "Removal",
    "RequestedChange",
    "SavedReply",
    "SealedAddress",
]
