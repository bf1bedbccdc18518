"""What a pipeline refuses."""

from __future__ import annotations

from sillage.kernel.errors import Conflict
from sillage.kernel.text import Text


class StageHasDeals(Conflict):
    """A stage to remove holds deals, and nobody said where they go; `stages` lists them with counts."""

    code = "stage_has_deals"
    title = Text(
        fr="Cette étape contient des deals : choisissez où ils vont",
        en="This stage holds deals: choose where they go",
    )


class StageKindInUse(Conflict):
    """Deals stand in the stage, so it cannot turn from open to won or lost, nor back."""

    code = "stage_kind_in_use"
    title = Text(
        fr="Cette étape contient des deals : son type ne peut plus changer",
        en="This stage holds deals: its kind can no longer change",
    )


class PipelineHasDeals(Conflict):
    """A pipeline with deals cannot be removed."""

    code = "pipeline_has_deals"
    title = Text(
        fr="Ce pipeline contient des deals : déplacez-les ou supprimez-les d’abord",
        en="This pipeline holds deals: move or delete them first",
    )


class LastPipeline(Conflict):
    """A workspace keeps at least one pipeline."""

    code = "last_pipeline"
    title = Text(fr="C’est le dernier pipeline de l’espace", en="This is the last pipeline of the workspace")
