"""Composition at start: the registry is filled once every capability's models are known."""

from django.apps import AppConfig
from django.conf import settings


class CompositionConfig(AppConfig):
    """Listed last, so that the manifests find all models ready."""

    name = "sillage.config"
    label = "composition"

    def ready(self) -> None:
        """Load the manifests and the jobs of every module."""
        from procrastinate.contrib.django import app

        from sillage.config.modules import load_jobs
        from sillage.kernel.jobs.queue import attach
        from sillage.kernel.registry import registry

        registry.load(settings.SILLAGE_MODULES)
        load_jobs()
        # Procrastinate became ready before these jobs were declared, so it is told of them now.
        attach(app)
