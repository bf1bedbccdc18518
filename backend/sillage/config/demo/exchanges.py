"""Calls, meetings and e-mails of the demo, told from the deals of the story with a seed of their own.

Nothing of the story itself changes by them: they draw from another generator.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from sillage.config.demo.story import PARIS, DealTold, Story
from sillage.config.demo.words import COLLEAGUES

SEED = 20_260_617
LETTERS = 6
_OUTCOMES = (("reached", 6), ("no_answer", 3), ("message_left", 3), ("busy", 1), ("call_back", 1))
_CALLS = (
    "A reçu la plaquette, la transmet à sa direction.",
    "Confirme l’intérêt, attend le budget du trimestre.",
    "Demande deux références dans le même secteur.",
    "Le devis est chez l’acheteur, réponse promise cette semaine.",
    "Veut revoir le calendrier avant de s’engager.",
)
_MEETINGS = (
    "Découverte du besoin",
    "Visite du site",
    "Présentation de l’offre",
    "Point d’avancement",
    "Revue du devis",
)
_ISSUES = ("Besoin confirmé", "Devis à ajuster", "Décision au prochain comité", "Accord de principe")


@dataclass(frozen=True, slots=True)
class CallTold:
    """A call about a deal: written down at `at`."""

    at: datetime
    deal: int
    outcome: str
    seconds: int
    summary: str


@dataclass(frozen=True, slots=True)
class MeetingTold:
    """A meeting about a deal: written down at `told_at`, taking place at `at`."""

    told_at: datetime
    at: datetime
    deal: int
    title: str
    held: bool
    outcome: str


@dataclass(frozen=True, slots=True)
class LetterTold:
    """An e-mail about a deal, as the file somebody dropped on it a little later."""

    at: datetime
    deal: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Exchanges:
    """Everything said around the deals."""

    calls: tuple[CallTold, ...]
    meetings: tuple[MeetingTold, ...]
    letters: tuple[LetterTold, ...]


def tell_exchanges(story: Story, today: date) -> Exchanges:
    """The calls, meetings and e-mails of a story as seen on a day; the same for the same story and day."""
    draw = random.Random(SEED)  # noqa: S311 - a demonstration, no secret
    midnight = datetime.combine(today, datetime.min.time(), PARIS)
    calls, meetings = [], []
    for number, deal in enumerate(story.deals):
        calls += list(_calls(draw, number, deal, midnight))
        meetings += list(_meetings(draw, number, deal, midnight))
    recent = [number for number, deal in enumerate(story.deals) if _is_open(deal)][-LETTERS:]
    letters = tuple(_letter(story, number) for number in recent)
    return Exchanges(tuple(calls), tuple(meetings), letters)


def _is_open(deal: DealTold) -> bool:
    return not deal.moves or deal.moves[-1][1] < 4


def _moments(deal: DealTold) -> list[datetime]:
    return [deal.opened_at, *(moment for moment, _ in deal.moves)]


def _calls(draw: random.Random, number: int, deal: DealTold, midnight: datetime) -> Iterator[CallTold]:
    for moment in _moments(deal):
        if draw.random() > 0.4:
            continue
        at = moment + timedelta(minutes=draw.randint(35, 200))
        outcome = draw.choices([name for name, _ in _OUTCOMES], [weight for _, weight in _OUTCOMES])[0]
        seconds = draw.randint(60, 1_500) if outcome == "reached" else draw.randint(0, 40)
        summary = draw.choice(_CALLS) if outcome == "reached" else ""
        if at < midnight:
            yield CallTold(at, number, outcome, seconds, summary)


def _meetings(draw: random.Random, number: int, deal: DealTold, midnight: datetime) -> Iterator[MeetingTold]:
    last = _moments(deal)[-1]
    title, issue, hour = draw.choice(_MEETINGS), draw.choice(_ISSUES), draw.randint(9, 16)
    if _is_open(deal) and draw.random() < 0.5:
        at = midnight + timedelta(days=draw.randint(1, 20), hours=hour)
        yield MeetingTold(last + timedelta(minutes=90), at, number, title, held=False, outcome="")
    elif deal.moves and draw.random() < 0.35:
        at = last - timedelta(days=1)
        yield MeetingTold(last + timedelta(minutes=30), at, number, title, held=True, outcome=issue)


def _letter(story: Story, number: int) -> LetterTold:
    deal = story.deals[number]
    person, seller = story.people[deal.contacts[0]], COLLEAGUES[deal.owner]
    at = _moments(deal)[-1] + timedelta(minutes=50)
    message = EmailMessage()
    message["From"] = f"{person.first_name} {person.last_name} <{person.email}>"
    message["To"] = f"{seller.name} <{seller.email}>"
    message["Subject"] = f"Re: {deal.name}"
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{deal.reference.lower()}@{person.email.partition('@')[2]}>"
    greeting = f"Bonjour {seller.name.split()[0]},"
    words = "merci pour votre proposition. Pouvez-vous préciser les délais d’intervention et le coût annuel ?"
    message.set_content(f"{greeting}\n\n{words}\n\nBien cordialement,\n{person.first_name} {person.last_name}\n")
    message.add_alternative(
        f"<p>{greeting}</p><p>{words}</p><p>Bien cordialement,<br><b>{person.first_name} {person.last_name}</b><br>"
        f"{person.job}</p>",
        subtype="html",
    )
    return LetterTold(at, number, message.as_bytes())
