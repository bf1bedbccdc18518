"""Imports that match, update and restore."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("records", "0007_views")]

    operations = []
