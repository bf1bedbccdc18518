"""Setting up custom fields over HTTP."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.versions import expected_version
from sillage.records.fields import actions, ingredients, queries
from sillage.records.fields.schemas import (
    FieldDefinitionOut,
    FieldIn,
    FieldOrder,
    FieldPatch,
    FieldsOut,
    FormulaIn,
    FormulaOut,
    IngredientsOut,
)

router = Router(tags=["fields"])
MANAGE = actions.MANAGE
ObjectName = Annotated[str, Query(max_length=32)]


@endpoint(router, "GET", "/fields", operation="listFields", permission=MANAGE, response=FieldsOut)
def list_fields(request: ApiRequest, object: ObjectName | None = None, deleted: Query[bool] = False) -> dict[str, Any]:
    """The custom fields of one kind of record or of all; `deleted` gives those in the bin."""
    return {"items": queries.field_documents(object, deleted=deleted)}


@endpoint(router, "POST", "/fields", operation="createField", permission=MANAGE, response=FieldDefinitionOut)
def create_field(request: ApiRequest, data: FieldIn) -> dict[str, Any]:
    """Add a field to a kind of record."""
    return queries.field_document(actions.create_field(request.actor, data.model_dump(exclude_unset=True)))


@endpoint(router, "POST", "/fields/order", operation="orderFields", permission=MANAGE, response=FieldsOut, status=200)
def order_fields(request: ApiRequest, data: FieldOrder) -> dict[str, Any]:
    """Put the fields of a kind of record in order."""
    actions.order_fields(request.actor, data.object, data.ids)
    return {"items": queries.field_documents(data.object, deleted=False)}


@endpoint(router, "POST", "/fields/formula", operation="tryFormula", permission=MANAGE, response=FormulaOut, status=200)
def try_formula(request: ApiRequest, data: FormulaIn) -> dict[str, Any]:
    """Read a formula without keeping it, and work it out for the latest records the caller may see."""
    return ingredients.tried_formula(request.actor, data.object, data.formula)


@endpoint(router, "GET", "/fields/ingredients", operation="listIngredients", permission=MANAGE, response=IngredientsOut)
def list_ingredients(request: ApiRequest, object: ObjectName) -> dict[str, Any]:
    """What formulas and roll-ups of a kind of record may be made from."""
    return ingredients.ingredients_of(request.actor, object)


@endpoint(router, "GET", "/fields/{field_id}", operation="getField", permission=MANAGE, response=FieldDefinitionOut)
def get_field(request: ApiRequest, field_id: UUID) -> dict[str, Any]:
    """One custom field, in the bin or not."""
    return queries.field_document(field_id)


@endpoint(
    router, "PATCH", "/fields/{field_id}", operation="updateField", permission=MANAGE, response=FieldDefinitionOut
)
def update_field(request: ApiRequest, field_id: UUID, data: FieldPatch) -> dict[str, Any]:
    """Change a field; what records have in it is kept, or the change is refused."""
    changes = data.model_dump(exclude_unset=True)
    actions.update_field(request.actor, field_id, changes, expected_version(request, changes.pop("version", None)))
    return queries.field_document(field_id)


@endpoint(router, "DELETE", "/fields/{field_id}", operation="deleteField", permission=MANAGE)
def delete_field(request: ApiRequest, field_id: UUID) -> None:
    """Put a field in the bin with its values, for 30 days."""
    actions.delete_field(request.actor, field_id, expected_version(request))


@endpoint(
    router,
    "POST",
    "/fields/{field_id}/restore",
    operation="restoreField",
    permission=MANAGE,
    response=FieldDefinitionOut,
    status=200,
)
def restore_field(request: ApiRequest, field_id: UUID) -> dict[str, Any]:
    """Take a field out of the bin with its values."""
    actions.restore_field(request.actor, field_id, expected_version(request))
    return queries.field_document(field_id)
