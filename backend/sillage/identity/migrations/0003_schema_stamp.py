"""When the fields, tags and kinds of record of a workspace last changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_protection")]

    operations = [
        migrations.AddField(model_name="workspace", name="schema_stamp", field=models.UUIDField(null=True)),
    ]
