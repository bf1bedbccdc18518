"""Row-level security on what 0004 added, and what existing workspaces already know of it.

Stays in stages are told by the events of the past; reasons typed until now become those of the list
where they are the same.
"""

from typing import Any
from uuid import UUID

from django.db import migrations

from sillage.kernel.db.operations import InEachWorkspace, ProtectWorkspaceTable

REFERENCES = """
ALTER TABLE sales_deal
  ADD CONSTRAINT sales_deal_loss_reason_id_same_workspace FOREIGN KEY (workspace_id, loss_reason_id)
    REFERENCES sales_loss_reason (workspace_id, id) DEFERRABLE INITIALLY IMMEDIATE,
  ADD CONSTRAINT sales_deal_competitor_id_same_workspace FOREIGN KEY (workspace_id, competitor_id)
    REFERENCES customers_organisation (workspace_id, id) ON DELETE SET NULL (competitor_id)
    DEFERRABLE INITIALLY IMMEDIATE
"""
NO_REFERENCES = """
ALTER TABLE sales_deal DROP CONSTRAINT sales_deal_loss_reason_id_same_workspace,
  DROP CONSTRAINT sales_deal_competitor_id_same_workspace
"""
VISITS = """
WITH told AS (
  SELECT e.record_id AS deal_id, (e.payload->>'pipeline_id')::uuid AS pipeline_id,
    coalesce(e.payload->>'to_stage_id', e.payload->>'stage_id')::uuid AS stage_id, e.occurred_at,
    lead(e.occurred_at) OVER (PARTITION BY e.record_id ORDER BY e.occurred_at, e.id) AS left_at
  FROM kernel_event e JOIN sales_deal d ON d.id = e.record_id
  WHERE e.workspace_id = %(workspace)s AND e.object = 'deal' AND e.kind IN ('deal.created', 'deal.moved')
), known AS (
  INSERT INTO sales_stage_visit (id, workspace_id, deal_id, pipeline_id, stage_id, entered_at, left_at)
  SELECT gen_random_uuid(), %(workspace)s, deal_id, pipeline_id, stage_id, occurred_at, left_at FROM told
  RETURNING deal_id
)
INSERT INTO sales_stage_visit (id, workspace_id, deal_id, pipeline_id, stage_id, entered_at)
SELECT gen_random_uuid(), %(workspace)s, d.id, d.pipeline_id, d.stage_id, d.stage_entered_at FROM sales_deal d
WHERE d.workspace_id = %(workspace)s AND d.id NOT IN (SELECT deal_id FROM known)
"""
REASONS = """
INSERT INTO sales_loss_reason (id, workspace_id, name, position)
SELECT gen_random_uuid(), w.id, CASE WHEN w.language = 'en' THEN r.en ELSE r.fr END, r.place
FROM identity_workspace w CROSS JOIN (VALUES
  (0, 'Prix', 'Price'), (1, 'Concurrent', 'Competitor'), (2, 'Pas de budget', 'No budget'),
  (3, 'Sans réponse', 'No answer'), (4, 'Projet abandonné', 'Project dropped')) AS r(place, fr, en)
WHERE w.id = %(workspace)s
"""
LISTED = """
UPDATE sales_deal d SET loss_reason_id = r.id, lost_reason = NULL FROM sales_loss_reason r
WHERE r.workspace_id = d.workspace_id AND d.workspace_id = %(workspace)s AND lower(d.lost_reason) = lower(r.name)
"""


def fill(schema_editor: Any, workspace_id: UUID) -> None:
    """Stays in stages and reasons of one workspace."""
    with schema_editor.connection.cursor() as cursor:
        for statement in (VISITS, REASONS, LISTED):
            cursor.execute(statement, {"workspace": workspace_id})


class Migration(migrations.Migration):
    dependencies = [
        ("sales", "0004_lines_currencies_visits"),
        ("products", "0002_protection"),
        ("kernel", "0004_backup"),
    ]

    operations = [
        ProtectWorkspaceTable("sales_loss_reason"),
        ProtectWorkspaceTable("sales_currency"),
        ProtectWorkspaceTable("sales_exchange_rate"),
        ProtectWorkspaceTable(
            "sales_deal_line",
            references={"deal_id": "sales_deal", "product_id": "products_product"},
            on_delete={"deal_id": "CASCADE", "product_id": "SET NULL"},
        ),
        ProtectWorkspaceTable(
            "sales_stage_visit",
            references={"deal_id": "sales_deal", "pipeline_id": "sales_pipeline", "stage_id": "sales_stage"},
            on_delete={"deal_id": "CASCADE"},
        ),
        migrations.RunSQL(REFERENCES, NO_REFERENCES),
        InEachWorkspace(fill),
    ]
