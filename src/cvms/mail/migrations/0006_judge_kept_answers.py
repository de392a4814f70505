"""Answers that were kept as reasons are judged by whose fault they are, and kept beside."""

from django.db import migrations

from cvms.mail.faults import fault_of


def judge(apps, _schema_editor):
    messages = apps.get_model("mail", "Message").objects.filter(reason__regex=r"^[45][0-9]{2} ")
    for words in messages.order_by().values_list("reason", flat=True).distinct().iterator():
        judgment = fault_of(int(words[:3]), words[4:], of_recipient=True)
        messages.filter(reason=words).update(reason=judgment.reason, answer=words)


class Migration(migrations.Migration):
    dependencies = [("mail", "0005_servers_own_words")]
    operations = [migrations.RunPython(judge, migrations.RunPython.noop, elidable=True)]
