"""The API, gathered from the modules."""

from django.conf import settings
from ninja import Router

from sillage import __version__
from sillage.config.modules import part_of
from sillage.kernel.http.api import build_api


def module_routers() -> list[Router]:
    """The `router` of each module that has an `api`."""
    parts = (part_of(module, "api") for module in settings.SILLAGE_MODULES)
    return [part.router for part in parts if part is not None]


api = build_api(module_routers(), __version__)
