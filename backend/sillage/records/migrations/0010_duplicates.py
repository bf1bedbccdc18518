"""Duplicates, what is known not to be one, and merges."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("records", "0009_exports")]

    operations = []
