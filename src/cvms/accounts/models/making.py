"""Who made a staff account."""

from django.db import models

from .users import User


class Making(models.Model):
    """One staff account and the colleague who made it; none for one made by command.

    The two are never the two people of one decision: see `two_people`.
    """

    account = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="making"
    )
    maker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
