"""The help desk's models."""

from .attachments import Attachment, AttachmentContent
from .changes import RequestedChange
from .removals import Removal, SealedAddress
from .replies import SavedReply
from .requests import MESSAGE_LENGTH, Entry, HelpRequest, Link

__all__ = [
    "MESSAGE_LENGTH",
    "Attachment",
    "AttachmentContent",
    "Entry",
    "HelpRequest",
    "Link",
    "Removal",
    "RequestedChange",
    "SavedReply",
    "SealedAddress",
]
