"""The demo workspace: fictional French companies and eighteen months of history, from a fixed seed."""

from sillage.config.demo.loading import DemoExists, load

__all__ = ["DemoExists", "load"]
