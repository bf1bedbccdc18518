"""Giving a file out: always as a download, whatever it claims to be."""

from __future__ import annotations

from typing import IO, Any

from django.http import FileResponse, HttpResponse

# A browser that is made to open the file anyway runs nothing in it and may call nobody.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "X-Frame-Options": "DENY",
}


def download_answer(content: IO[Any], name: str, media_type: str, size: int) -> FileResponse:
    """The content as an attachment under its name."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    response["Content-Length"] = str(size)
    for header, value in _HEADERS.items():
        response[header] = value
    return response


def framed_page(html: str, *, remote_images: bool) -> HttpResponse:
    """Cleaned HTML from outside for a frame of our own pages: no script, no form, no font, nothing fetched.

    With `remote_images` the browser may fetch pictures, telling nobody where they are shown.
    """
    pictures = "data: https: http:" if remote_images else "data:"
    response = HttpResponse(_PAGE.format(html=html), content_type="text/html; charset=utf-8")
    for header, value in _HEADERS.items():
        response[header] = value
    response["Content-Security-Policy"] = (
        f"sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src {pictures};"
        " style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Referrer-Policy"] = "no-referrer"
    return response


_PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="light">'
    "<style>body{{margin:12px;font:14px/1.5 system-ui,sans-serif;color:#1f2933;background:#fff;"
    "overflow-wrap:anywhere}}img,table{{max-width:100%}}</style></head><body>{html}</body></html>"
)
