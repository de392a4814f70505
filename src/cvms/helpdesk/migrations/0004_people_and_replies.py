from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0003_removal_confirmed")]

    operations = [migrations.RenameModel("RemovalNotice", "SealedAddress")]
