"""Who made a staff account; for those that are there already, the audit trail says it."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def from_the_trail(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """One row for each account whose invitation names who sent it, as long as both are there."""
    user, event, making = (
        apps.get_model(*name)
        for name in (("accounts", "User"), ("audit", "Event"), ("accounts", "Making"))
    )
    invited = event.objects.filter(action="accounts.staff_invited", who__isnull=False)
    makers = {int(about): who for about, who in invited.values_list("about", "who")}
    there = set(user.objects.filter(pk__in={*makers, *makers.values()}).values_list("pk", flat=True))
    making.objects.bulk_create(
        making(account_id=account, maker_id=maker)
        for account, maker in makers.items()
        if {account, maker} <= there
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_one_index_of_usernames'),
        ('audit', '0005_numbers_of_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='Making',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='making', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('maker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.RunPython(from_the_trail, migrations.RunPython.noop),
    ]
