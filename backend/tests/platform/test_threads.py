"""What is refused before Django is asked."""

import asyncio
import json
from typing import Any

import pytest

from sillage.config.threads import ThreadedWsgi


def never_asked(_environ: dict[str, Any], _start: Any) -> list[bytes]:
    raise AssertionError("the request must not reach the application")


@pytest.mark.parametrize(
    ("language", "title"),
    [(b"fr-FR", "Le contenu envoyé est trop volumineux"), (b"en-GB", "The content sent is too large")],
)
def test_a_content_too_large_is_refused_in_the_language_of_the_caller(language: bytes, title: str) -> None:
    application = ThreadedWsgi(never_asked, threads=1, waiting=1, max_body=10)
    headers = [(b"content-length", b"11"), (b"accept-language", language)]
    scope = {"type": "http", "method": "POST", "path": "/api/v1/imports", "headers": headers}
    sent: list[Any] = []

    async def receive() -> Any:
        raise AssertionError("nothing of the content is read")

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(application(scope, receive, send))

    document = json.loads(sent[1]["body"])
    assert sent[0]["status"] == 413
    assert (document["code"], document["title"]) == ("payload_too_large", title)
    assert document["type"] == "urn:sillage:problem:payload_too_large"
