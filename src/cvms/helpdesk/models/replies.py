"""Saved replies."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .requests import MESSAGE_LENGTH, HelpRequest


class SavedReply(models.Model):
    """A reply that agents send often, in both languages; {name} becomes the requester's name."""

    title = models.CharField(max_length=80, unique=True)
    text_en = models.TextField(max_length=MESSAGE_LENGTH)
    text_es = models.TextField(max_length=MESSAGE_LENGTH)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text_en="") & ~Q(text_es=""),
                name="helpdesk_reply_in_both_languages",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def to(self, request: HelpRequest) -> str:
        """Return the reply in the requester's language, with their name."""
        text = self.text_es if request.language == "es" else self.text_en
        return text.replace("{name}", request.name)
