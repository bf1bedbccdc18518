"""Search looks further back for words that many recent records hold."""

from django.db import migrations

from sillage.records.migrations import _search_function as function


class Migration(migrations.Migration):
    dependencies = [("records", "0004_protect_imports")]

    operations = [migrations.RunSQL(function.CREATE, migrations.RunSQL.noop)]
