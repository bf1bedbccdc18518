"""Hostile names become harmless ones; the content decides what a file is."""

import io
import zipfile

import pytest

from sillage.kernel.files import clean_name, decoded_text, media_type_of

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 16
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE, ELF, CLASS = (
    b"MZ\x90\x00\x03" + b"\x00" * 60,
    b"\x7fELF\x02\x01\x01" + b"\x00" * 60,
    b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
)


def archive() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("word/document.xml", "<w:document/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("devis.pdf", "devis.pdf"),
        ("Devis n° 12 – été.pdf", "Devis n° 12 – été.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\system32\\x.txt", "x.txt"),
        ("/absolute/path.csv", "path.csv"),
        ("C:\\Users\\x.docx", "x.docx"),
        ("a\x00b.pdf", "ab.pdf"),
        ("a\r\nContent-Type: text/html.pdf", "html.pdf"),
        ("facture\u202efdp.exe.pdf", "facturefdp.exe.pdf"),
        ("zero\u200bwidth.txt", "zerowidth.txt"),
        ("line\u2028sep.txt", "linesep.txt"),
        ("  spaced   out .txt", "spaced out.txt"),
        ("...", "document"),
        ("", "document"),
        (".htaccess", "htaccess"),
        (".pdf", "pdf"),
        ("nom\ud800.pdf", "nom.pdf"),
        ("<script>.pdf", "<script>.pdf"),
        ("e\u0301te\u0301.txt", "été.txt"),
    ],
)  # fmt: skip
def test_a_hostile_name_becomes_a_harmless_one(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@pytest.mark.parametrize("letter", ["a", "é", "漢", "😀"])
def test_a_name_has_at_most_255_bytes_and_keeps_its_ending(letter: str) -> None:
    name = clean_name(letter * 400 + ".pdf")

    assert len(name.encode()) <= 255
    assert name.endswith(".pdf")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.PDF", PDF, "application/pdf"),
        ("a.png", PNG, "image/png"),
        ("a.jpg", JPEG, "image/jpeg"),
        ("a.jpeg", JPEG, "image/jpeg"),
        ("a.gif", GIF, "image/gif"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("a.zip", archive(), "application/zip"),
        ("a.docx", archive(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.doc", OLE, "application/msword"),
        ("a.rtf", b"{\\rtf1\\ansi", "application/rtf"),
        ("a.txt", "Étude à relire".encode(), "text/plain"),
        ("a.txt", "Étude".encode("cp1252"), "text/plain"),
        ("a.csv", "a;b\r\n1;2".encode("utf-16"), "text/csv"),
        ("a.eml", b"From: a@b.fr\r\nSubject: x\r\n\r\nBonjour", "message/rfc822"),
        ("a.mp3", b"ID3\x03\x00", "audio/mpeg"),
        ("a.mp4", b"\x00\x00\x00\x18ftypisom", "video/mp4"),
    ],
)
def test_an_ordinary_file_is_accepted_as_what_it_is(name: str, content: bytes, media_type: str) -> None:
    assert media_type_of(name, content) == media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", HTML), ("a.htm", HTML), ("a.xhtml", HTML), ("a.svg", SVG), ("a.xml", SVG), ("a.js", b"alert(1)"),
        ("a.exe", EXE), ("a.dll", EXE), ("a.bat", b"del *"), ("a.sh", b"#!/bin/sh"), ("a.ps1", b"x"),
        ("a.php", b"<?php"),
        ("a.jar", archive()), ("a.apk", archive()), ("a.docm", archive()), ("a.lnk", OLE), ("a.hta", HTML), ("a", PDF),
        ("a.pdf.exe", PDF), ("a.swf", b"CWS\x0a"), ("a.iso", b"\x00" * 40),
        ("a.pdf", HTML), ("a.pdf", EXE), ("a.pdf", b"\n" * 2000 + PDF), ("a.pdf", PNG), ("a.png", HTML), ("a.png", SVG),
        ("a.png", PDF), ("a.jpg", HTML), ("a.jpg", EXE), ("a.jpg", GIF), ("a.gif", HTML + GIF), ("a.gif", JPEG),
        ("a.zip", EXE + archive()), ("a.docx", HTML), ("a.docx", PDF), ("a.xlsx", OLE), ("a.doc", archive()),
        ("a.txt", EXE), ("a.txt", ELF), ("a.csv", CLASS), ("a.eml", ELF), ("a.webp", b"RIFF\x00\x00\x00\x00WAVE"),
        ("a.mp4", EXE), ("a.heic", b"\x00\x00\x00\x18ftypisom"), ("a.rtf", HTML), ("a.tif", PNG),
        ("a.wav", b"RIFF1234AVI "),
    ],
)  # fmt: skip
def test_programs_pages_and_files_that_are_not_what_they_say_are_refused(name: str, content: bytes) -> None:
    assert media_type_of(name, content) is None


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        ("été".encode(), "été", "utf-8"),
        (b"\xef\xbb\xbfoui", "oui", "utf-8"),
        ("été".encode("utf-16"), "été", "utf-16"),
        ("Prénom;Âge;Café;Élève à Noël, où l’été".encode("cp1252"), "Prénom;Âge;Café;Élève à Noël, où l’été", "cp1252"),
        ("été".encode()[:4], "ét", "utf-8"),
    ],
)
def test_a_text_is_shown_whatever_its_encoding(content: bytes, text: str, encoding: str) -> None:
    assert decoded_text(content) == (text, encoding)
