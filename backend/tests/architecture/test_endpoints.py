"""What every endpoint declares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ninja.operation import Operation

from sillage.config.api import api
from sillage.kernel.http.api import openapi_document
from sillage.kernel.http.endpoint import MEMBER, PUBLIC, SIGNED_IN, Declaration
from sillage.kernel.registry import registry

# The only doors without a session; each is reviewed.
PUBLIC_OPERATIONS = {
    "getSetup",
    "completeSetup",
    "getInvitation",
    "acceptInvitation",
    "downloadExport",
    "downloadFile",
    "showMessage",
}


def operations() -> Iterator[tuple[str, Operation]]:
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                yield path, operation


def declarations() -> list[Declaration]:
    return [operation.view_func.declaration for _, operation in operations()]  # type: ignore[attr-defined]


def test_every_endpoint_declares_permission_limit_and_operation_id() -> None:
    undeclared = [path for path, operation in operations() if not hasattr(operation.view_func, "declaration")]

    assert undeclared == []


def test_operation_ids_are_unique_and_stable_names() -> None:
    names = [declaration.operation for declaration in declarations()]

    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert [name for name in names if not re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", name)] == []


def test_every_declared_permission_exists() -> None:
    known = {permission.name for permission in registry.permissions()} | {PUBLIC, SIGNED_IN, MEMBER}

    unknown = {d.operation: d.permission for d in declarations() if d.permission not in known}

    assert unknown == {}


def test_the_public_doors_are_the_reviewed_ones() -> None:
    public = {declaration.operation for declaration in declarations() if declaration.permission == PUBLIC}

    assert public <= PUBLIC_OPERATIONS


def test_every_operation_documents_its_problems() -> None:
    document = openapi_document(api)

    undocumented = [
        operation["operationId"]
        for methods in document["paths"].values()
        for operation in methods.values()
        if not {"401", "403", "404", "422", "429"} <= {str(code) for code in operation["responses"]}
    ]

    assert document["openapi"].startswith("3.1")
    assert undocumented == []


# Set by the server alone; a body that could carry one would let a caller write it.
SERVER_OWNED = {
    "workspace_id",
    "created_at",
    "updated_at",
    "deleted_at",
    "closed_at",
    "last_interaction_at",
    "stage_entered_at",
    "sort_name",
    "access_version",
    "secret_hash",
    "user_id",
    "actor_id",
    "change_set_id",
}


def test_no_body_accepts_unknown_or_server_owned_fields() -> None:
    document = openapi_document(api)
    schemas = document["components"]["schemas"]
    seen: set[str] = set()
    loose: list[str] = []

    def visit(schema: dict[str, Any], place: str) -> None:
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            if name not in seen:
                seen.add(name)
                visit(schemas[name], name)
            return
        for part in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
            visit(part, place)
        if "items" in schema:
            visit(schema["items"], place)
        if "properties" in schema:
            if schema.get("additionalProperties") is not False:
                loose.append(f"{place} accepts unknown fields")
            loose.extend(f"{place}.{name}" for name in set(schema["properties"]) & SERVER_OWNED)
            for name, inner in schema["properties"].items():
                visit(inner, f"{place}.{name}")

    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            for kind, content in operation.get("requestBody", {}).get("content", {}).items():
                if kind == "application/json":
                    visit(content["schema"], f"{method} {path}")

    assert loose == []
