"""Addresses for those who watch: alive, ready, and figures for Prometheus."""

import hmac
import ipaddress
import os
from functools import lru_cache

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest, multiprocess


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers; says nothing of what it depends on."""
    return JsonResponse({"status": "ok"})


@lru_cache(maxsize=1)
def _migrated() -> bool:
    # Asked until it is true once: a running process is never behind its own tables again.
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LookupError("migrations are pending")
    return True


@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """The process can serve: the database answers and its tables are those of this version."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        _migrated()
    except LookupError:
        return JsonResponse({"status": "migrations"}, status=503)
    except Exception:
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "ready"})


def _may_read_metrics(request: HttpRequest) -> bool:
    token = settings.SILLAGE_METRICS_TOKEN
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    # Behind a proxy on the same machine everybody seems to come from loopback.
    if "X-Forwarded-For" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures of all processes of this machine; with a token, else from loopback only."""
    if not _may_read_metrics(request):
        return HttpResponse(status=404)
    registry: CollectorRegistry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
