"""Locations of vaccinating providers, their managers, and visits to their desks."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cvms.recipients.models import Recipient

A_VISIT = timedelta(days=1)


class LocationQuerySet(models.QuerySet["Location"]):
    """Queries of locations."""

    def listed(self) -> Self:
        """Return the locations that the public directory shows."""
        return self.filter(listed=True)

    def named(self, words: str) -> Self:
        """Return locations whose name, city or ZIP code contains each word, in any order."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word) | Q(city__icontains=word) | Q(zip_code__startswith=word)
            )
        return found


class DeskVisitQuerySet(models.QuerySet["DeskVisit"]):
    """Queries of desk visits."""

    def under_way(self) -> Self:
        """Return visits that began within the last day."""
        return self.filter(began_at__gt=timezone.now() - A_VISIT)


class Location(models.Model):
    """A vaccinating provider's location, as the public directory shows it."""

    name = models.CharField(max_length=200)
    street = models.CharField(max_length=200)
    city = models.CharField(max_length=100)
    state = models.CharField(max_length=2)  # USPS
    zip_code = models.CharField(max_length=10)  # NNNNN or NNNNN-NNNN
    county = models.CharField(max_length=5)  # FIPS
    phone = models.CharField(max_length=12, blank=True)  # E.164
    website = models.URLField(max_length=300, blank=True)
    hours = models.CharField(max_length=500, blank=True)  # free text: "Mon - Fri, 9 to 5"
    takes_appointments = models.BooleanField(default=False)  # now
    listed = models.BooleanField(default=True)  # in the public directory
    updated_at = models.DateTimeField(default=timezone.now)  # last confirmed, shown to the public

    county_name = ""  # for pages: see `directory.add_counties`

    objects = LocationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index("county", "name", name="providers_county", condition=Q(listed=True)),
            # With this operator class, one index finds ZIP codes and their beginnings.
            models.Index(
                fields=["zip_code"],
                opclasses=["varchar_pattern_ops"],
                name="providers_zip_code",
                condition=Q(listed=True),
            ),
            models.Index(fields=["name", "id"], name="providers_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(street="") & ~Q(city="") & ~Q(state="")
                & ~Q(zip_code="") & ~Q(county=""),
                name="providers_location_complete",
            ),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(website=""), name="providers_location_can_be_reached"
            ),
        ]  # fmt: skip


class DeskVisit(models.Model):
    """A visit of an invited person to a location's desk, to be registered there.

    For a day, the location may use the wizard for that person's record, and print the status.
    """

    recipient = models.OneToOneField(Recipient, on_delete=models.CASCADE, related_name="desk_visit")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="visits")
    began_at = models.DateTimeField(default=timezone.now)

    objects = DeskVisitQuerySet.as_manager()


class LocationManager(models.Model):
    """A person who acts for one location in the Provider Pages."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="location_manager"
    )
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="managers")
