"""Counts of recent attempts."""

from django.db import models


class Count(models.Model):
    """One count; `key` is a hash, so that no address and no username is stored here.

    Each attempt moves `empty_at` forward by its share of the limit's time; an attempt that would
    move it further ahead than that time is refused (the generic cell rate algorithm).
    """

    key = models.BinaryField(max_length=32, primary_key=True)
    empty_at = models.DateTimeField(db_index=True)
