"""What pipelines offer the house."""

from sillage.kernel.registry import Manifest, Permission
from sillage.kernel.text import Text
from sillage.sales.pipelines import actions, queries, reasons, stages

manifest = Manifest(
    module="sales.pipelines",
    permissions=(
        Permission(
            "pipeline.manage", Text(fr="Régler les pipelines et leurs étapes", en="Set up pipelines and their stages")
        ),
    ),
    offers={
        "workspace_defaults:pipelines": actions.create_ready_pipelines,
        "workspace_defaults:loss_reasons": reasons.create_ready_reasons,
        "names:loss_reason": queries.loss_reason_names,
        "import_values:loss_reason": queries.loss_reason_options,
        "names:pipeline": queries.pipeline_names,
        "names:stage": queries.stage_names,
        "import_values:pipeline": queries.pipeline_options,
        "import_values:stage": queries.stage_options,
        "create_import_values:stage": stages.create_import_stages,
    },
)
