"""Row-level security on search and files, and the reviewed search function."""

from django.db import migrations

from sillage.kernel.db.operations import ProtectWorkspaceTable
from sillage.records.migrations import _search_function as function


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial"), ("identity", "0002_protection")]

    operations = [
        ProtectWorkspaceTable("records_search_entry", unique_id=False),
        ProtectWorkspaceTable("records_search_word", unique_id=False),
        ProtectWorkspaceTable("records_file"),
        migrations.RunSQL(function.ENSURE_ROLE, migrations.RunSQL.noop),
        migrations.RunSQL([function.CREATE, *function.PROTECT], function.REMOVE),
    ]
