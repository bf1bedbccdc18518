"""The web app: built files with long caching, and its single page for every other address."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotFound
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe
from whitenoise import WhiteNoise

from sillage.config.places import FRONTEND_DIST
from sillage.config.threads import WsgiApplication

_INDEX = FRONTEND_DIST / "index.html"
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


class BuiltFiles(WhiteNoise):  # type: ignore[misc]
    """The files of the built web app, as they are now: a build under a running server is served at once."""

    def __init__(self, application: WsgiApplication) -> None:
        super().__init__(
            application,
            max_age=3600,
            immutable_file_test=lambda _path, url: bool(_HASHED.match(url)),
            allow_all_origins=False,
            add_headers_function=lambda headers, _path, _url: headers.add_header("X-Content-Type-Options", "nosniff"),
        )
        self.built_at = 0
        self.gather()

    def gather(self) -> None:
        """Learn the files of the last build; does nothing when there was none since."""
        built_at = _INDEX.stat().st_mtime_ns if _INDEX.exists() else 0
        if built_at == self.built_at:
            return
        self.built_at = built_at
        self.files.clear()
        self.add_files(str(FRONTEND_DIST))
        # The page itself needs a fresh nonce, so Django answers it.
        for name in ("/index.html", "/"):
            self.files.pop(name, None)

    def __call__(self, environ: Any, start_response: Any) -> Any:
        if environ.get("PATH_INFO", "").startswith("/assets/"):
            self.gather()
        return super().__call__(environ, start_response)


def with_built_files(application: WsgiApplication) -> WsgiApplication:
    """Serve the files of the built web app before asking Django; compressed ones where they exist."""
    return cast(WsgiApplication, BuiltFiles(application))


@lru_cache(maxsize=2)
def _page(path: Path, _changed_at: int) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").split("__CSP_NONCE__"))


@require_safe
def web_app(request: HttpRequest) -> HttpResponse:
    """The single page of the web app, with the nonce that its styles need."""
    if request.path_info.startswith(("/assets/", "/api/", "/_allauth/")):
        return HttpResponseNotFound()
    if not _INDEX.exists():
        return HttpResponse(_NOT_BUILT, status=503)
    # The page sends this cookie back as a header with every write.
    get_token(request)
    nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
    response = HttpResponse(nonce.join(_page(_INDEX, _INDEX.stat().st_mtime_ns)))
    response["Cache-Control"] = "no-store"
    return response


def bad_request(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Why a request was refused before any view: nearly always a host name that no setting names yet."""
    return HttpResponseBadRequest(_OTHER_NAME if isinstance(exception, DisallowedHost) else "")
