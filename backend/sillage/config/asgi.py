"""What one web process serves: event streams asynchronously, everything else on threads."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sillage.config.settings")

from django.core.wsgi import get_wsgi_application

django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from sillage.config.pages import with_built_files  # noqa: E402
from sillage.config.threads import Receive, Scope, Send, ThreadedWsgi  # noqa: E402
from sillage.kernel.http.stream import hub, stream_app  # noqa: E402

# Room for the parts of a form around the largest file.
_BODY_MARGIN = 1024 * 1024
pages = ThreadedWsgi(
    with_built_files(django_application),
    threads=settings.SILLAGE_WEB_THREADS,
    waiting=96,
    max_body=settings.SILLAGE_UPLOAD_MAX_BYTES + _BODY_MARGIN,
)


# Read the addresses now: the first request need not wait, and a fault shows at start.
get_resolver().check()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Route a request: `/events` keeps no thread, the rest has one."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] != "http":
        await send({"type": "websocket.close", "code": 1000})
    elif scope["path"] == "/events" and scope["method"] == "GET":
        await stream_app(scope, receive, send)
    else:
        await pages(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    hub.close()
    await send({"type": "lifespan.shutdown.complete"})
