"""The web app: built files with long caching, and its single page for every other address."""

import re
from functools import lru_cache
from pathlib import Path
from typing import cast

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotFound
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe
from whitenoise import WhiteNoise

from sillage.config.places import FRONTEND_DIST
from sillage.config.threads import WsgiApplication

_HASHED = re.compile(r"^/assets/.+-[\w-]{8}\.\w+$")
_NOT_BUILT = (
    "<!doctype html><html lang=fr><meta charset=utf-8><title>Sillage</title>"
    "<p>L’interface n’est pas construite : lancez <code>make run</code>."
    "<p>The web app is not built: run <code>make run</code>."
)

_OTHER_NAME = (
    "<!doctype html><html lang=fr><meta charset=utf-8><title>Sillage</title>"
    "<p>Cette installation ne répond pas à ce nom : ajoutez-le au réglage <code>ALLOWED_HOSTS</code>, "
    "ou ouvrez l’adresse de <code>PUBLIC_URL</code>."
    "<p>This installation does not answer to this name: add it to the setting <code>ALLOWED_HOSTS</code>, "
    "or open the address of <code>PUBLIC_URL</code>."
)


def with_built_files(application: WsgiApplication) -> WsgiApplication:
    """Serve the files of the built web app before asking Django; compressed ones where they exist."""
    files = WhiteNoise(
        application,
        max_age=3600,
        immutable_file_test=lambda _path, url: bool(_HASHED.match(url)),
        allow_all_origins=False,
        add_headers_function=lambda headers, _path, _url: headers.add_header("X-Content-Type-Options", "nosniff"),
    )
    if FRONTEND_DIST.is_dir():
        files.add_files(str(FRONTEND_DIST))
        # The page itself needs a fresh nonce, so Django answers it.
        for name in ("/index.html", "/"):
            files.files.pop(name, None)
    return cast(WsgiApplication, files)


@lru_cache(maxsize=2)
def _page(path: Path, _changed_at: int) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").split("__CSP_NONCE__"))


@require_safe
def web_app(request: HttpRequest) -> HttpResponse:
    """The single page of the web app, with the nonce that its styles need."""
    if request.path_info.startswith(("/assets/", "/api/", "/_allauth/")):
        return HttpResponseNotFound()
    index = FRONTEND_DIST / "index.html"
    if not index.exists():
        return HttpResponse(_NOT_BUILT, status=503)
    # The page sends this cookie back as a header with every write.
    get_token(request)
    nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
    response = HttpResponse(nonce.join(_page(index, index.stat().st_mtime_ns)))
    response["Cache-Control"] = "no-store"
    return response


def bad_request(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Why a request was refused before any view: nearly always a host name that no setting names yet."""
    return HttpResponseBadRequest(_OTHER_NAME if isinstance(exception, DisallowedHost) else "")
