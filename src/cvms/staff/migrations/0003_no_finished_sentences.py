from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_problems_as_data")]

    operations = [
        migrations.RemoveField("invitationlist", "problem_message"),
        migrations.AddConstraint(
            "invitationlist",
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(problem_code=""),
                name="staff_refused_list_says_why",
            ),
        ),
    ]
