"""The API as the tests use it: to prepare records before a page opens, and to look at them afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import APIRequestContext, APIResponse

STAGES = [
    {"name": "Lead", "colour": "#8A94A6", "probability": 10, "kind": "open"},
    {"name": "Rendez-vous", "colour": "#3B82C4", "probability": 30, "kind": "open"},
    {"name": "Proposition", "colour": "#C47F17", "probability": 60, "kind": "open"},
    {"name": "Signé", "colour": "#2F8F5B", "probability": 100, "kind": "won"},
    {"name": "Perdu", "colour": "#B4483C", "probability": 0, "kind": "lost"},
]


@dataclass(frozen=True)
class Api:
    """Requests of one signed-in person in one workspace."""

    request: APIRequestContext
    address: str
    workspace: str | None = None
    slug: str = ""

    def send(self, method: str, path: str, json: Any = None) -> APIResponse:
        """The answer as it is, refusals included."""
        cookies = {cookie["name"]: cookie["value"] for cookie in self.request.storage_state()["cookies"]}
        headers = {"X-CSRFToken": cookies.get("csrftoken", "")}
        if self.workspace:
            headers["X-Workspace"] = self.workspace
        return self.request.fetch(f"{self.address}/api/v1{path}", method=method, data=json, headers=headers)

    def call(self, method: str, path: str, json: Any = None) -> Any:
        """The body of an answer that must not be a refusal."""
        response = self.send(method, path, json)
        assert response.ok, f"{method} {path}: {response.status} {response.text()}"
        return response.json() if response.status != 204 and response.text() else None

    def get(self, path: str) -> Any:
        """Read."""
        return self.call("GET", path)

    def items(self, path: str) -> list[dict[str, Any]]:
        """The first page of a list."""
        found: list[dict[str, Any]] = self.get(path)["items"]
        return found

    def post(self, path: str, **values: Any) -> Any:
        """Create or act."""
        return self.call("POST", path, values)

    def patch(self, path: str, **values: Any) -> Any:
        """Change."""
        return self.call("PATCH", path, values)

    def pipeline(self, name: str, stages: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        """A pipeline of its own for a test, with stages by name under `by_name`."""
        made = self.post("/pipelines", name=name, stages=stages or STAGES)
        return made | {"by_name": {stage["name"]: stage["id"] for stage in made["stages"]}}

    def deal(self, pipeline: dict[str, Any], stage: str, name: str, amount: str, **values: Any) -> dict[str, Any]:
        """A deal in a stage of such a pipeline."""
        place = {"pipeline_id": pipeline["id"], "stage_id": pipeline["by_name"][stage]}
        made: dict[str, Any] = self.post("/deals", name=name, amount=amount, **place, **values)
        return made

    def new_workspace(self, name: str) -> Api:
        """An empty workspace of which the person is the administrator."""
        made = self.post("/workspaces", name=name)
        return Api(self.request, self.address, made["id"], made["slug"])
