"""Search looks further back for words that many recent records hold."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("records", "0004_protect_imports")]

    operations = []
