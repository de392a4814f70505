"""How often something was asked lately."""

from django.db import models


class Count(models.Model):
    """One count. `key` is a hash, so that no address and no username stands here.

    Each thing counted moves `empty_at` on by its share of the limit's time; what would move it
    further than that time ahead is refused (the generic cell rate algorithm).
    """

    key = models.BinaryField(max_length=32, primary_key=True)
    empty_at = models.DateTimeField(db_index=True)
