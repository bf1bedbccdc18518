"""Which files are accepted, and as what they are given back."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import puremagic
from charset_normalizer import from_bytes

HEAD_BYTES = 8 * 1024
MAX_NAME_BYTES = 255


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type, and a test of its first bytes."""

    media_type: str
    fits: Callable[[bytes], bool]


def _signature(*extensions: str) -> Callable[[bytes], bool]:
    """The content must be what puremagic calls one of these extensions, from its very first bytes."""

    def fits(head: bytes) -> bool:
        try:
            found = puremagic.magic_string(head)
        except (puremagic.PureError, ValueError):
            return False
        return any(match.extension.lower() in extensions for match in found)

    return fits


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _media(*brands: bytes) -> Callable[[bytes], bool]:
    """ISO base media (MP4, M4A, HEIC): `ftyp` at byte 4, then a brand."""
    return lambda head: head[4:8] == b"ftyp" and head[8:12] in brands


def is_text(head: bytes) -> bool:
    """True for text in UTF-8, UTF-16 or an eight-bit code: no control characters of programs."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in b"\t\n\x0b\x0c\r\x1b" for byte in head)


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ZIP, _OLE = _starts(b"PK\x03\x04"), _starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

# Nothing here is ever shown by a browser inside Sillage; programs and web pages are left out all the same.
KINDS: dict[str, Kind] = {
    "pdf": Kind("application/pdf", _starts(b"%PDF-")),
    "png": Kind("image/png", _signature(".png")),
    "jpg": Kind("image/jpeg", _starts(b"\xff\xd8\xff")),
    "jpeg": Kind("image/jpeg", _starts(b"\xff\xd8\xff")),
    "gif": Kind("image/gif", _signature(".gif")),
    "webp": Kind("image/webp", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    "tif": Kind("image/tiff", _signature(".tif", ".tiff")),
    "tiff": Kind("image/tiff", _signature(".tif", ".tiff")),
    "heic": Kind("image/heic", _media(b"heic", b"heix", b"mif1")),
    "docx": Kind(f"{_OFFICE}wordprocessingml.document", _ZIP),
    "xlsx": Kind(f"{_OFFICE}spreadsheetml.sheet", _ZIP),
    "pptx": Kind(f"{_OFFICE}presentationml.presentation", _ZIP),
    "odt": Kind("application/vnd.oasis.opendocument.text", _ZIP),
    "ods": Kind("application/vnd.oasis.opendocument.spreadsheet", _ZIP),
    "odp": Kind("application/vnd.oasis.opendocument.presentation", _ZIP),
    "zip": Kind("application/zip", _ZIP),
    "doc": Kind("application/msword", _OLE),
    "xls": Kind("application/vnd.ms-excel", _OLE),
    "ppt": Kind("application/vnd.ms-powerpoint", _OLE),
    "msg": Kind("application/vnd.ms-outlook", _OLE),
    "rtf": Kind("application/rtf", _starts(b"{\\rtf")),
    "txt": Kind("text/plain", is_text),
    "md": Kind("text/plain", is_text),
    "csv": Kind("text/csv", is_text),
    "eml": Kind("message/rfc822", is_text),
    "ics": Kind("text/calendar", is_text),
    "vcf": Kind("text/vcard", is_text),
    "mp3": Kind("audio/mpeg", lambda head: head[:3] == b"ID3" or head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "wav": Kind("audio/wav", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE"),
    "m4a": Kind("audio/mp4", _media(b"M4A ", b"mp42", b"isom")),
    "mp4": Kind("video/mp4", _media(b"isom", b"iso2", b"mp41", b"mp42", b"avc1")),
}


def media_type_of(name: str, head: bytes) -> str | None:
    """The media type of an accepted file, or None when its name or its content is not accepted.

    The content decides: a name that promises something else is not believed.
    """
    kind = KINDS.get(name.rpartition(".")[2].lower())
    return kind.media_type if kind is not None and kind.fits(head) else None


def clean_name(name: str) -> str:
    """A file name safe to show and to save under: no path, no control or invisible characters, 255 bytes."""
    last = name.replace("\\", "/").rpartition("/")[2]
    # Cc: control, Cf: invisible and text direction, Cs: lone surrogates, Zl and Zp: line ends.
    kept = "".join(
        char
        for char in unicodedata.normalize("NFC", last)
        if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    bare = " ".join(kept.split()).strip(". ")
    stem, dot, extension = bare.rpartition(".")
    if not dot:
        stem, extension = bare, ""
    tail = f".{extension}" if dot and len(extension) <= 10 else ""
    stem = stem if tail or not dot else bare
    room = MAX_NAME_BYTES - len(tail.encode())
    stem = stem.encode()[:room].decode("utf-8", errors="ignore").rstrip()
    return f"{stem or 'document'}{tail}"


# What a French text in the Windows code is made of: a file that holds nothing else is one.
_WESTERN = set("àâäçéèêëîïôöùûüÿœæñÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆÑ’‘“”«»…–—•·°€£§²³½©®™×\u00a0")


def decoded_text(content: bytes) -> tuple[str, str]:
    """Bytes of a text file as text, and the encoding they were found to be in.

    UTF-8 and UTF-16 by their marks, then UTF-8 (cut anywhere), then the most likely eight-bit code; what
    cannot be read at all becomes U+FFFD.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "utf-16"
    try:
        # A character cut in two at the end is no reason to doubt the encoding.
        return codecs.getincrementaldecoder("utf-8-sig")().decode(content), "utf-8"
    except UnicodeDecodeError:
        western = content.decode("cp1252", errors="replace")
        if all(char.isascii() or char in _WESTERN for char in western):
            return western, "cp1252"
        best = from_bytes(content[:65_536]).best()
        encoding = best.encoding if best else "cp1252"
        return content.decode(encoding, errors="replace"), encoding
