"""Writing the e-mails of identity: plain, warm, in the reader's language, text first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from sillage.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail in both languages: a subject, paragraphs, and at most one button."""

    subject: Text
    paragraphs: tuple[Text, ...]
    button: Text | None = None
    after: tuple[Text, ...] = ()

    def written(self, language: str, *, name: str = "", link: str = "", **values: str) -> Written:
        """The letter for one person. `values` fill the placeholders; none is ever read as HTML."""
        said = {"name": name, **values}

        def lines(texts: Sequence[Text]) -> list[str]:
            return [_filled(text.in_language(language), said) for text in texts]

        greeting = _GREETING if name else _PLAIN_GREETING
        opening = [_filled(greeting.in_language(language), said), *lines(self.paragraphs)]
        closing = [*lines(self.after), _SIGNATURE.in_language(language)]
        subject = _filled(self.subject.in_language(language), said)
        action = self.button.in_language(language) if self.button and link else None
        return Written(subject, _as_text(opening, link, closing), _as_html(opening, action, link, closing))


@dataclass(frozen=True, slots=True)
class Written:
    """A letter ready to be sent."""

    subject: str
    text: str
    html: str


_GREETING = Text(fr="Bonjour {name},", en="Hello {name},")
_PLAIN_GREETING = Text(fr="Bonjour,", en="Hello,")
_SIGNATURE = Text(fr="À bientôt sur Sillage", en="See you soon on Sillage")


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _as_text(opening: list[str], link: str, closing: list[str]) -> str:
    return "\n\n".join([*opening, *([link] if link else []), *closing]) + "\n"


def _as_html(opening: list[str], action: str | None, link: str, closing: list[str]) -> str:
    style = "margin:0 0 16px;font:16px/1.5 system-ui,sans-serif;color:#1f2933"
    parts = [f'<p style="{style}">{escape(line)}</p>' for line in opening]
    if action:
        button = (
            "display:inline-block;padding:10px 18px;border-radius:8px;background:#1f2933;color:#ffffff;"
            "text-decoration:none;font:600 16px system-ui,sans-serif"
        )
        parts.append(f'<p style="{style}"><a style="{button}" href="{escape(link)}">{escape(action)}</a></p>')
    parts += [f'<p style="{style}">{escape(line)}</p>' for line in closing]
    return "<!doctype html><html><body>" + "".join(parts) + "</body></html>"
