import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0002_person_without_email")]

    operations = [
        migrations.RenameModel("Farewell", "RemovalNotice"),
        migrations.RemoveConstraint("removal", "helpdesk_two_agents_remove"),
        migrations.AlterField(
            "removal",
            "state",
            models.CharField(
                choices=[
                    ("proposed", "Proposed"),
                    ("confirmed", "Being removed"),
                    ("done", "Done"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="proposed",
                max_length=9,
            ),
        ),
        migrations.AlterField(
            "removal",
            "recipient",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="removals",
                to="recipients.recipient",
            ),
        ),
        migrations.AddConstraint(
            "removal",
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "done"])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="helpdesk_two_agents_remove",
            ),
        ),
    ]
