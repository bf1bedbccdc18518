"""HTML of e-mails made harmless. Runs in the sandbox: no Django.

Scripts, forms, frames, objects and handlers go; styles keep only properties that can name no address. Pictures
inside the message become part of the HTML; those elsewhere stay named, and the page that shows the HTML forbids
the browser to fetch them unless the reader asks.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

import nh3

MAX_HTML = 1_000_000
_TAGS = """
a abbr b big blockquote br caption center cite code col colgroup dd del div dl dt em figcaption figure font h1 h2 h3 h4
h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u
ul var wbr
"""
_BOX = {"align", "valign", "width", "height", "bgcolor"}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"style", "dir", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "border"},
    "table": {*_BOX, "border", "cellpadding", "cellspacing"},
    "td": {*_BOX, "colspan", "rowspan"},
    "th": {*_BOX, "colspan", "rowspan"},
    "tr": _BOX,
    "div": {"align"},
    "p": {"align"},
    "font": {"color", "face", "size"},
    "ol": {"start", "type"},
    "li": {"value"},
}
_STYLES = """
background-color border border-bottom border-collapse border-color border-left border-radius border-right border-spacing
border-style border-top border-width color direction display font-family font-size font-style font-weight height
letter-spacing line-height margin margin-bottom margin-left margin-right margin-top max-width min-width padding
padding-bottom padding-left padding-right padding-top text-align text-decoration text-indent text-transform
vertical-align white-space width word-break
"""
_REMOTE = re.compile(r"""<img[^>]+src=["']?\s*https?:""", re.IGNORECASE)
# The cleaner writes every attribute in double quotes.
_REMOTE_SOURCE = re.compile(r"""(<img\b[^>]*?)\s+src="\s*https?:[^"]*\"""", re.IGNORECASE)
_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


def harmless(html: str, inline: Mapping[str, tuple[str, bytes]]) -> tuple[str, bool, set[str]]:
    """The HTML cleaned, whether it names pictures elsewhere, and the inline pictures it shows.

    `inline` maps a Content-ID to (media type, content).
    """
    used: set[str] = set()

    def attribute(tag: str, name: str, value: str) -> str | None:
        if tag == "img" and name == "src":
            return _picture(value.strip(), inline, used)
        return value

    cleaned = nh3.clean(
        html[:MAX_HTML],
        tags=set(_TAGS.split()),
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        clean_content_tags={"script", "style", "title", "template", "noscript", "object", "svg", "math"},
        filter_style_properties=set(_STYLES.split()),
        url_schemes={"http", "https", "mailto", "tel", "data", "cid"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        strip_comments=True,
    )
    return cleaned, _REMOTE.search(cleaned) is not None, used


def _picture(source: str, inline: Mapping[str, tuple[str, bytes]], used: set[str]) -> str | None:
    if source.lower().startswith("cid:"):
        found = inline.get(source[4:].strip("<>"))
        if found is None or found[0] not in _PICTURES:
            return None
        used.add(source[4:].strip("<>"))
        return f"data:{found[0]};base64,{base64.b64encode(found[1]).decode()}"
    if source.lower().startswith("data:"):
        return source if re.match(r"data:image/(png|jpe?g|gif|webp)[;,]", source, re.IGNORECASE) else None
    return source if source.lower().startswith(("http://", "https://")) else None


def without_remote_pictures(cleaned: str) -> str:
    """HTML that `harmless` gave, with no address of a picture left: the browser does not even try."""
    return _REMOTE_SOURCE.sub(r"\1", cleaned)
