"""Keep why a list was refused, and why rows failed, as codes and their parameters."""

import re

from django.db import migrations, models
from django.db.models import Q

from cvms.uploads.migrations._sentences import code_of, parameters

_CODES = {
    "This organization is there already. Add the person on its page.": "organization-there",
    "This person is the point of contact of an organization already.": "contact-there",
    "Shorten the organization's name to 200 characters.": "organization-too-long",
    "Enter the name without a web or mail address, and without the signs < and >.": (
        "organization-invalid"
    ),
    "Enter the organization's name.": "organization-blank",
    "First Name is blank.": "first-name-blank",
    "Last Name is blank.": "last-name-blank",
    "Email Address is blank.": "email-blank",
    "First Name is invalid.": "first-name-invalid",
    "Last Name is invalid.": "last-name-invalid",
    "First Name is too long.": "first-name-too-long",
    "Last Name is too long.": "last-name-too-long",
    "Email Address is invalid.": "email-invalid",
}


def keep_as_data(apps, schema_editor):
    for one in apps.get_model("staff", "InvitationList").objects.all():
        if one.problem_message:
            one.problem_code = code_of(one.problem_message)
            one.problem_params = parameters(one.problem_code, one.problem_message)
        one.failed_rows = [
            [line, cells, [*map(_coded, problems)]] for line, cells, problems in one.failed_rows
        ]
        one.save(update_fields=["problem_code", "problem_params", "failed_rows"])


def _coded(sentence):
    if found := re.fullmatch(r"The same address is on line (\d+)\.", sentence):
        return ["same-address", {"line": int(found[1])}]
    return [_CODES[sentence], {}]


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial"), ("uploads", "0004_problems_as_data")]

    operations = [
        migrations.AddField(
            "invitationlist", "problem_code", models.CharField(blank=True, max_length=20)
        ),
        migrations.AddField("invitationlist", "problem_params", models.JSONField(default=dict)),
        migrations.RemoveConstraint("invitationlist", "staff_refused_list_says_why"),
        migrations.RunPython(keep_as_data, migrations.RunPython.noop),
    ]
