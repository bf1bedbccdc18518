"""Every address of the process but `/events`, which has its own way in (see asgi.py)."""

from django.http import HttpRequest, JsonResponse
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe

from sillage.config.api import api
from sillage.config.health import healthz, metrics, readyz
from sillage.config.pages import web_app
from sillage.kernel.http.api import openapi_document


@require_safe
def openapi(_request: HttpRequest) -> JsonResponse:
    """The OpenAPI document of this version."""
    return JsonResponse(openapi_document(api))


handler400 = "sillage.config.pages.bad_request"

urlpatterns = [
    path("api/v1/openapi.json", openapi),
    path("api/v1/", api.urls),
    path("_allauth/", include("allauth.headless.urls")),
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    re_path(r"^.*$", web_app),
]
