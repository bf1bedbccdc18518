"""What the planner must know of custom values: which values go with which field, and which field with which workspace.

Without it each condition counts as independent, and a common choice is taken for a rare one.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("records", "0010_duplicates")]

    operations = [
        migrations.RunSQL(
            "CREATE STATISTICS records_value_texts (mcv, dependencies, ndistinct)"
            " ON workspace_id, field_id, text_key FROM records_field_value",
            "DROP STATISTICS records_value_texts",
        ),
        migrations.RunSQL(
            "CREATE STATISTICS records_value_wholes (mcv, dependencies, ndistinct)"
            " ON workspace_id, field_id, whole FROM records_field_value",
            "DROP STATISTICS records_value_wholes",
        ),
        migrations.RunSQL(
            "CREATE STATISTICS records_record_tags (mcv, dependencies, ndistinct)"
            " ON workspace_id, tag_id FROM records_record_tag",
            "DROP STATISTICS records_record_tags",
        ),
    ]
