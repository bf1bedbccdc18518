"""One log line and one measurement per request."""

from __future__ import annotations

import structlog
from prometheus_client import Counter, Histogram

from sillage.kernel.http.request import ApiRequest

log = structlog.get_logger("sillage.request")
REQUESTS = Counter("sillage_requests_total", "API requests", ["method", "route", "status"])
SECONDS = Histogram(
    "sillage_request_seconds",
    "Time to answer an API request",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5, 10),
)


def measure_request(request: ApiRequest, status: int, seconds: float) -> None:
    """Count, time and log a request by its route, never by the ids in its address."""
    match = getattr(request, "resolver_match", None)
    route = match.route if match else "unmatched"
    method = request.method or "?"
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(method, route).observe(seconds)
    actor = getattr(request, "actor", None)
    log.info(
        "request",
        request_id=request.request_id,
        method=method,
        route=route,
        status=status,
        ms=round(seconds * 1000, 1),
        workspace=str(actor.workspace_id) if actor else None,
        member=str(actor.member_id) if actor else None,
    )
