"""Who made a staff account."""

from django.db import models

from .users import User


class Making(models.Model):
    """A staff account and the colleague who created it; accounts created by command have none.

    The two can never decide together as two people: see `two_people`.
    """

    account = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="making"
    )
    maker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
