"""The demonstration state has something to show on every page of the console."""

import pytest
from django.core.management import call_command

from cvms.accounts.models import Making
from cvms.helpdesk.models import HelpRequest, Removal
from cvms.jurisdiction.counties import counties
from cvms.mail.models import Message
from cvms.organizations.models import Organization
from cvms.recipients.models import Recipient
from cvms.registration.models import Registration
from cvms.staff.models import Breakdown

pytestmark = pytest.mark.django_db


def test_the_story_fills_every_chart_map_and_queue():
    call_command("demo")

    people = Recipient.objects.filter(email__startswith="person")
    assert people.count() >= 1000
    assert Organization.objects.count() >= 40
    assert set(Registration.objects.values_list("county", flat=True)) == set(counties())
    assert set(Registration.objects.values_list("language", flat=True)) == {"en", "es"}
    assert HelpRequest.objects.count() >= 60
    assert set(HelpRequest.objects.values_list("state", flat=True)) == {"new", "waiting", "closed"}
    waiting = HelpRequest.objects.filter(state="new")
    assert set(waiting.values_list("language", flat=True)) == {"en", "es"}
    assert Removal.objects.filter(state="proposed").count() == 3
    assert Making.objects.filter(maker__email="administrator@state.example").count() >= 4
    assert Message.objects.filter(state=Message.State.BOUNCED).exists()
    assert Breakdown.objects.filter(dimension="group").count() >= 3
    assert set(Organization.objects.values_list("step", flat=True)) == set(Organization.Step.values)
