"""Writes small Outlook files (MS-CFB, MS-OXMSG), so that reading them can be tested without anybody's mail."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NOBODY = 0xFFFFFFFF


@dataclass
class Folder:
    """A storage: properties as streams, and storages inside."""

    name: str
    streams: dict[str, bytes] = field(default_factory=dict)
    folders: list[Folder] = field(default_factory=list)


def _texts(
    folder: Folder, head: bytes, texts: dict[int, str], binaries: dict[int, bytes], numbers: dict[int, int]
) -> None:
    entries = b""
    for number, text in texts.items():
        content = text.encode("utf-16-le")
        folder.streams[f"__substg1.0_{number:04X}001F"] = content
        entries += struct.pack("<HHIQ", 0x001F, number, 6, len(content) + 2)
    for number, content in binaries.items():
        folder.streams[f"__substg1.0_{number:04X}0102"] = content
        entries += struct.pack("<HHIQ", 0x0102, number, 6, len(content))
    for number, value in numbers.items():
        entries += struct.pack("<HHIQ", 0x0003, number, 6, value)
    folder.streams["__properties_version1.0"] = head + entries


def outlook_file(
    *,
    subject: str,
    body: str,
    sender: tuple[str, str],
    recipients: Sequence[tuple[str, str]],
    attachments: Sequence[tuple[str, bytes]],
    message_id: str,
) -> bytes:
    """The bytes of a `.msg` file."""
    root = Folder("Root Entry")
    texts = {
        0x001A: "IPM.Note",
        0x0037: subject,
        0x1000: body,
        0x0C1A: sender[0],
        0x0C1F: sender[1],
        0x1035: message_id,
    }
    head = struct.pack("<8x4I8x", len(recipients), len(attachments), len(recipients), len(attachments))
    _texts(root, head, texts, {}, {})
    for place, (name, address) in enumerate(recipients):
        folder = Folder(f"__recip_version1.0_#{place:08X}")
        _texts(folder, bytes(8), {0x3001: name, 0x3003: address, 0x39FE: address}, {}, {0x0C15: 1})
        root.folders.append(folder)
    for place, (name, content) in enumerate(attachments):
        folder = Folder(f"__attach_version1.0_#{place:08X}")
        _texts(folder, bytes(8), {0x3707: name, 0x370E: "application/pdf"}, {0x3701: content}, {0x3705: 1})
        root.folders.append(folder)
    return _compound(root)


def _compound(root: Folder) -> bytes:
    """A compound file; streams shorter than 4,096 bytes stand in the mini stream, as the format asks."""
    entries: list[list[object]] = []
    mini = bytearray()
    mini_fat: list[int] = []
    sectors: list[bytes] = []
    fat: list[int] = []

    def keep(content: bytes) -> int:
        first, count = len(sectors), max(1, -(-len(content) // _SECTOR))
        for place in range(count):
            sectors.append(content[place * _SECTOR : (place + 1) * _SECTOR].ljust(_SECTOR, b"\x00"))
            fat.append(first + place + 1 if place + 1 < count else _END)
        return first

    def keep_stream(content: bytes) -> int:
        if len(content) >= 4096:
            return keep(content)
        first, count = len(mini_fat), max(1, -(-len(content) // 64))
        mini.extend(content.ljust(count * 64, b"\x00"))
        mini_fat.extend(first + place + 1 if place + 1 < count else _END for place in range(count))
        return first

    def add(folder: Folder, kind: int) -> int:
        mine = len(entries)
        entries.append([folder.name, kind, _NOBODY, _NOBODY, _END if kind == 5 else 0, 0])
        children = []
        for name, content in folder.streams.items():
            children.append(len(entries))
            entries.append([name, 2, _NOBODY, _NOBODY, keep_stream(content), len(content)])
        children += [add(each, 1) for each in folder.folders]
        for one, following in zip(children, [*children[1:], _NOBODY], strict=True):
            entries[one][2] = following
        entries[mine][3] = children[0] if children else _NOBODY
        return mine

    add(root, 5)
    entries[0][4:] = [keep(bytes(mini)), len(mini)]
    mini_sectors = -(-len(mini_fat) // 128)
    mini_table = keep(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(mini_sectors * _SECTOR, b"\xff"))
    directory = b"".join(_entry(*each) for each in entries)  # type: ignore[arg-type]
    directory += _entry("", 0, _NOBODY, _NOBODY, 0, 0) * (-len(entries) % 4)
    start = keep(directory)
    tables = 1
    while (len(sectors) + tables) > tables * (_SECTOR // 4):
        tables += 1
    places = list(range(len(sectors), len(sectors) + tables))
    fat += [_FAT] * tables
    fat += [_FREE] * (tables * (_SECTOR // 4) - len(fat))
    packed = struct.pack(f"<{len(fat)}I", *fat)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE,
        9, 6, 0, tables, start, 0, 4096, mini_table, mini_sectors, _END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *places, *([_FREE] * (109 - tables)))
    return header.ljust(_SECTOR, b"\x00") + b"".join(sectors) + packed


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    return struct.pack(
        "<64sHBBIII16xI16xIQ", text, length, kind, 1, _NOBODY, right, child, 0, start, size
    )  # fmt: skip
