"""Tags, custom fields with their typed values, and custom objects."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("records", "0005_search_depth")]

    operations = []
