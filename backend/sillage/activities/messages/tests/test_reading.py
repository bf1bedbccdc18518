"""Reading e-mail files: every odd one of the collection is read or refused with a reason, none harms the reader."""

from __future__ import annotations

import base64
import io
import json
import os
import struct
import zipfile
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sillage.activities.messages.cleaning import harmless
from sillage.activities.messages.reading import read_eml, read_msg
from sillage.config.environment import CHECKOUT
from sillage.kernel.sandbox import Refused, SandboxFailed, apart

FOLDER = Path(os.environ.get("SILLAGE_TEST_DATA") or CHECKOUT.parent / "shared" / "data") / "email-mime"
READER = "sillage.activities.messages.reading:read_eml"
needs_collection = pytest.mark.skipif(not FOLDER.is_dir(), reason="the collection of e-mails is not here")

# Files that come with attachments, and how many; counted in the sources of the messages.
ATTACHMENTS = {
    "attachment_content_disposition": 1, "attachment_content_location": 1, "attachment_message_rfc822": 1,
    "attachment_message_rfc822_inline_image": 1, "attachment_nonascii_filename": 1, "attachment_only_email": 1,
    "attachment_pdf": 1, "attachment_pdf_non_ascii": 1, "attachment_with_base64_encoded_name": 1,
    "attachment_with_encoded_name": 1, "attachment_with_quoted_filename": 1, "bad_date_header2": 1,
    "content_transfer_encoding_x_uuencode": 1, "missing_body": 1, "missing_content_disposition": 1,
    "email_with_similar_boundaries": 1, "raw_email11": 1, "raw_email12": 1, "raw_email2": 1,
    "raw_email_with_binary_encoded": 1, "raw_email_with_mimepart_without_content_type": 2,
    "raw_email_with_nested_attachment": 2, "sig_only_email": 1, "japanese_attachment": 1,
    "multi_address_bounce1": 2, "multi_address_bounce2": 2, "multipart_report_multiple_status": 3, "report_530": 2,
    "base64encodedroot": 1, "decoderended": 1, "delivery-status": 2, "nodemailer": 2,
    "attached-image-with-content-id-in-multipart-alternative": 1, "attached-image-with-content-id": 1,
    "attachment-gh9443": 1, "filename": 6, "fwd_lines": 1, "list_00": 2, "list_01": 1, "markdown": 1,
    "plaintext_and_markdown": 1, "plaintext_with_markdown_attachment": 1, "tnef2": 1,
}  # fmt: skip
WITHOUT_DATE = {
    "bad_encoded_subject", "invalid_subject_characters", "multiple_content_types",
    "multiple_invalid_content_dispositions", "multiple_references_with_one_invalid", "japanese_iso_2022",
    "base64encodedroot", "nested", "example04", "example10", "utf8_headers",
}  # fmt: skip
SUBJECTS = {
    "attachment_pdf": "Another PDF with 🎉 Unicode chars in it 🍿",
    "attachment_with_quoted_filename": "Eelanalüüsi päring",
    "japanese_iso_2022": "まみむめも",
    "raw_email": "NOTE: 한국말로 하는 것",
    "raw_email_with_partially_quoted_subject": 'Re: Test: "漢字" mid "漢字" tail',
    "example14": "Re: TESTテストテスト",
    "utf8_headers": "Säying Hello",
    "nodemailer": "Nodemailer is unicode friendly ✔(1476358788189)",
}
FILE_NAMES = {
    "japanese_attachment": ["てすと.txt"],
    "attached-image-with-content-id": ["тест.jpg"],
    "attachment_with_quoted_filename": ["Eelanalüüsi päring.jpg"],
    "attachment_with_base64_encoded_name": ["This is a test.pdf"],
    "attachment_message_rfc822": ["ForwardedMessage.eml"],
}


@cache
def collection() -> dict[str, Any]:
    """Every message of the collection as read by one child process with the usual limits."""
    files = {path.stem: base64.b64encode(path.read_bytes()).decode() for path in sorted(FOLDER.rglob("*.eml"))}
    with apart("sillage.activities.messages.tests.corpus:read_all", json.dumps(files).encode()) as answer:
        found: dict[str, Any] = answer.value
        return found


@needs_collection
def test_every_message_of_the_collection_is_read_but_one_without_any_header() -> None:
    refused = {name: each["refused"] for name, each in collection().items() if "refused" in each}

    assert (len(collection()), refused) == (89, {"mixed": "not_a_message"})


@needs_collection
def test_attachments_of_the_collection_are_counted_and_named_right() -> None:
    read = {name: each for name, each in collection().items() if "refused" not in each}

    assert {name: count for name, each in read.items() if (count := len(each["attachments"]))} == ATTACHMENTS
    assert {name: [file["name"] for file in read[name]["attachments"]] for name in FILE_NAMES} == FILE_NAMES


@needs_collection
def test_dates_and_subjects_of_the_collection_are_read_in_every_encoding() -> None:
    read = {name: each for name, each in collection().items() if "refused" not in each}

    assert {name for name, each in read.items() if each["at"] is None} == WITHOUT_DATE
    assert {name: read[name]["subject"] for name in SUBJECTS} == SUBJECTS
    assert read["bad_date_header2"]["at"] == "2010-12-15T06:59:10+00:00"
    assert read["raw_email_string_in_date_field"]["at"] == "2008-09-20T17:04:30+00:00"


@needs_collection
def test_what_the_collection_says_can_be_kept_and_shown() -> None:
    for name, each in collection().items():
        for text in (each.get("text", ""), each.get("html", ""), each.get("subject", "")):
            assert "\x00" not in text, name
            text.encode("utf-8")
            assert "<script" not in text.lower() or text is each.get("text"), name


def letter(**headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Claire Vasseur <claire@solhene.test>"
    message["To"] = "anne@example.test"
    message["Subject"] = "Devis"
    message["Message-ID"] = "<un@solhene.test>"
    message["Date"] = "Mon, 02 Mar 2026 09:30:00 +0100"
    for name, value in headers.items():
        message[name] = value
    return message


def read(content: bytes, folder: Path) -> dict[str, Any]:
    return read_eml(io.BytesIO(content), folder)


def test_an_ordinary_letter_gives_who_when_and_what(tmp_path: Path) -> None:
    message = letter(Cc="Équipe <equipe@example.test>")
    message.set_content("Bonjour,\nvoici le devis.\n")
    message.add_alternative("<p>Bonjour, <b>voici</b> le devis.</p>", subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="devis été.pdf")

    found = read(message.as_bytes(), tmp_path)

    assert (found["message_id"], found["at"]) == ("un@solhene.test", "2026-03-02T08:30:00+00:00")
    assert found["people"]["from"] == [{"name": "Claire Vasseur", "email": "claire@solhene.test"}]
    assert found["people"]["cc"] == [{"name": "Équipe", "email": "equipe@example.test"}]
    assert found["text"] == "Bonjour,\nvoici le devis."
    assert found["html"].strip() == "<p>Bonjour, <b>voici</b> le devis.</p>"
    assert [(each["name"], each["size"]) for each in found["attachments"]] == [("devis été.pdf", 8)]
    assert (tmp_path / "part-0").read_bytes() == b"%PDF-1.4"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><script>1</script></svg>",
        '<a href="javascript:alert(1)">x</a>',
        '<iframe src="https://evil.test"></iframe>',
        '<form action="https://evil.test"><input name=a></form>',
        '<meta http-equiv="refresh" content="0;url=https://evil.test">',
        '<link rel="stylesheet" href="https://evil.test/x.css">',
        '<p style="background:url(https://evil.test/p.gif);behavior:url(x)">x</p>',
        '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
        '<object data="https://evil.test"></object><embed src="https://evil.test">',
        "<style>@import 'https://evil.test'</style>",
        '<base href="https://evil.test/">',
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    ],
)
def test_nothing_that_acts_is_left_of_hostile_html(hostile: str) -> None:
    cleaned, _, _ = harmless(hostile, {})

    lowered = cleaned.lower()
    forbidden = (
        "<script",
        "onerror",
        "onload",
        "javascript:",
        "evil.test",
        "<form",
        "<iframe",
        "svg",
        "<style",
        "url(",
    )
    assert [each for each in forbidden if each in lowered] == []


def test_pictures_inside_are_shown_and_those_elsewhere_only_named() -> None:
    page = '<img src="cid:logo"><img src="https://pixel.test/p.gif"><img src="cid:unknown">'

    cleaned, remote, used = harmless(page, {"logo": ("image/png", b"png")})

    assert (remote, used) == (True, {"logo"})
    assert 'src="data:image/png;base64,cG5n"' in cleaned
    assert "https://pixel.test/p.gif" in cleaned
    assert "cid:" not in cleaned


def test_a_thousand_attachments_are_refused(tmp_path: Path) -> None:
    message = letter()
    message.set_content("x")
    for number in range(1_000):
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename=f"{number}.pdf")

    with pytest.raises(Refused) as refusal, apart(READER, message.as_bytes()):
        pass

    assert refusal.value.sandbox_reason in ("too_many_parts", "too_many_attachments")


def test_parts_nested_without_end_are_refused() -> None:
    heads = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(2_000))
    content = f"From: a@b.test\nContent-Type: multipart/mixed; boundary=b0\n\n{heads}".encode()

    with pytest.raises((Refused, SandboxFailed)) as refusal, apart(READER, content):
        pass

    assert getattr(refusal.value, "sandbox_reason", "crashed") in ("too_deep", "crashed")


def test_a_zip_bomb_is_kept_as_it_is_and_never_opened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("zeros", b"0" * 200_000_000)
    message = letter()
    message.set_content("x")
    message.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="bombe.zip")

    with apart(READER, message.as_bytes()) as answer:
        (kept,) = answer.value["attachments"]

    assert kept["size"] == len(packed.getvalue()) < 300_000


def test_a_letter_of_29_megabytes_fits_into_the_memory_of_a_child() -> None:
    message = letter()
    message.set_content("x")
    message.add_attachment(os.urandom(20_000_000), maintype="application", subtype="pdf", filename="gros.pdf")
    content = message.as_bytes()

    with apart(READER, content) as answer:
        sizes = [each["size"] for each in answer.value["attachments"]]

    assert (len(content) > 27_000_000, sizes) == (True, [20_000_000])


@pytest.mark.parametrize(
    "content",
    [
        b"From: a@b.test\nContent-Type: multipart/mixed; boundary=\n\n--\n",
        b'From: a@b.test\nContent-Type: text/plain; charset="\xff\xfe"\n\n\xff\xfe\x00',
        b"From: \xe9\xe8 <\xff@\xfe>\nSubject: =?utf-8?B?////?=\nDate: Mon, 99 Foo 99999 99:99:99\n\nx",
        b"Subject: =?iso-2022-jp?B?GyRC?=\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"From: a@b.test\r\nContent-Type: application/x; name*0*=x''%%%; name*1=\"\r\n\r\n",
        b"Received: x;\nTo: " + b"a@b.test, " * 5_000 + b"\n\nx",
    ],
)
def test_broken_mime_is_read_as_far_as_it_goes(content: bytes, tmp_path: Path) -> None:
    found = read(content, tmp_path)

    assert isinstance(found["text"], str)
    assert len(found["people"]["to"]) <= 500


@pytest.mark.parametrize("content", [b"", b"hello world", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, b"MZ" + b"\x90" * 512])
def test_what_is_no_message_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read(content, tmp_path)

    assert refusal.value.sandbox_reason == "not_a_message"


@pytest.mark.parametrize(
    "content", [b"", b"From: a@b.test\n\nx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<512x")]
)
def test_a_damaged_outlook_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refusal, apart("sillage.activities.messages.reading:read_msg", content):
        pass

    assert refusal.value.sandbox_reason == "not_a_message"


def test_an_outlook_message_gives_the_same_things(tmp_path: Path) -> None:
    from sillage.activities.messages.tests.outlook import outlook_file

    content = outlook_file(
        subject="Devis été", body="Bonjour", sender=("Claire Vasseur", "claire@solhene.test"),
        recipients=[("Anne Duval", "anne@example.test")], attachments=[("devis.pdf", b"%PDF-1.4 contenu")],
        message_id="<outlook@solhene.test>",
    )  # fmt: skip

    found = read_msg(io.BytesIO(content), tmp_path)

    assert (found["subject"], found["text"], found["message_id"]) == ("Devis été", "Bonjour", "outlook@solhene.test")
    assert found["people"]["from"] == [{"name": "Claire Vasseur", "email": "claire@solhene.test"}]
    assert found["people"]["to"] == [{"name": "Anne Duval", "email": "anne@example.test"}]
    assert [(each["name"], each["size"]) for each in found["attachments"]] == [("devis.pdf", 16)]
