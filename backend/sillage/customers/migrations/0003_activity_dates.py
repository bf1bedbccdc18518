"""Room for the dates that activities keep on organisations and contacts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_protection"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="last_interaction_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="contact",
            name="next_activity_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="last_interaction_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="next_activity_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.F("workspace_id"),
                models.F("last_interaction_at"),
                models.F("id"),
                condition=models.Q(("deleted_at__isnull", True)),
                name="contact_by_interaction",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.F("workspace_id"),
                models.F("next_activity_at"),
                models.F("id"),
                condition=models.Q(("deleted_at__isnull", True)),
                name="contact_by_activity",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                models.F("workspace_id"),
                models.F("last_interaction_at"),
                models.F("id"),
                condition=models.Q(("deleted_at__isnull", True)),
                name="organisation_by_interaction",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                models.F("workspace_id"),
                models.F("next_activity_at"),
                models.F("id"),
                condition=models.Q(("deleted_at__isnull", True)),
                name="organisation_by_activity",
            ),
        ),
    ]
