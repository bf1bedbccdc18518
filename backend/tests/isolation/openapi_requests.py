"""Requests made from the OpenAPI document: every operation, filled with the ids one chooses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

# What identifies a record, by the name of the parameter or field that carries it.
Ids = Mapping[str, str]


@dataclass(frozen=True)
class Operation:
    """One operation of the document."""

    name: str
    method: str
    path: str
    permission: str
    parameters: tuple[dict[str, Any], ...]
    body: dict[str, Any] | None
    multipart: bool
    path_names: tuple[str, ...] = field(default=())

    def address(self, ids: Ids) -> str:
        """The path below /api/v1 with the ids in it. Raises `KeyError` for a parameter without fixture."""
        path = self.path.removeprefix("/api/v1")
        for name in self.path_names:
            path = path.replace(
                "{" + name + "}", ids[f"{self.name}.{name}"] if f"{self.name}.{name}" in ids else ids[name]
            )
        return path

    def query(self, ids: Ids) -> str:
        """A query string that carries every id the operation knows how to filter by."""
        pairs = [
            f"{parameter['name']}={ids[parameter['name']]}"
            for parameter in self.parameters
            if parameter["in"] == "query" and parameter["name"] in ids
        ]
        return "?" + "&".join(pairs) if pairs else ""


def operations_of(document: Mapping[str, Any]) -> Iterator[Operation]:
    """Every operation of a document."""
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            content = described.get("requestBody", {}).get("content", {})
            kind = next(iter(content), None)
            parameters = tuple(described.get("parameters", ()))
            yield Operation(
                name=described["operationId"],
                method=method.upper(),
                path=path,
                permission=described["x-permission"],
                parameters=parameters,
                body=content[kind]["schema"] if kind else None,
                multipart=bool(kind and kind.startswith("multipart/")),
                path_names=tuple(entry["name"] for entry in parameters if entry["in"] == "path"),
            )


class Filler:
    """Builds a body that fits a schema, with ids by field name wherever one is known."""

    def __init__(self, document: Mapping[str, Any], ids: Ids) -> None:
        self.schemas = document["components"]["schemas"]
        self.ids = ids

    def value(self, schema: Mapping[str, Any], name: str = "") -> Any:
        """A value for a schema; `name` is the field that holds it."""
        if "$ref" in schema:
            return self.value(self.schemas[schema["$ref"].rsplit("/", 1)[1]], name)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        for union in ("anyOf", "oneOf", "allOf"):
            if union in schema:
                options = [option for option in schema[union] if option.get("type") != "null"]
                return self.value(options[0], name)
        return self._typed(schema, name)

    def _typed(self, schema: Mapping[str, Any], name: str) -> Any:
        kind = schema.get("type", "object")
        if kind == "object":
            return self._object(schema)
        if kind == "array":
            count = max(1, schema.get("minItems", 0))
            return [self.value(schema.get("items", {}), name) for _ in range(count)]
        if kind == "string":
            return self._text(schema, name)
        if kind in ("integer", "number"):
            return schema.get("minimum", schema.get("exclusiveMinimum", 0)) or 1
        return True

    def _object(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        required = set(schema.get("required", ()))
        return {
            name: self.value(inner, name)
            for name, inner in schema.get("properties", {}).items()
            if name in required or name in self.ids
        }

    def _text(self, schema: Mapping[str, Any], name: str) -> str:
        if name in self.ids:
            return self.ids[name]
        formats = {
            "uuid": "01980000-0000-7000-8000-000000000000",
            "email": "quelqu.un@example.test",
            "date": "2026-11-20",
            "date-time": "2026-11-20T10:00:00Z",
        }
        if "email" in name:
            return formats["email"]
        if name == "siren":
            return "732829320"
        if name == "colour" or name == "accent":
            return "#0E5A78"
        if schema.get("format") in formats:
            return formats[schema["format"]]
        return "Attaque"[: schema.get("maxLength", 7)]
