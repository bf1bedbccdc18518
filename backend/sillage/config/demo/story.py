"""The demo's story, told from a fixed seed: plain values, nothing written yet.

The same seed and the same day always give the same companies, people, deals and notes.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mimesis import Person
from mimesis.locales import Locale
from stdnum import luhn

from sillage.config.demo import texts
from sillage.config.demo.words import (
    COLLEAGUES,
    FAMILIES,
    FIRST_NAMES,
    JOBS,
    LEGAL_FORMS,
    LOST_REASONS,
    OFFERS,
    SOURCES,
    STREETS,
    TOWNS,
    TRADES,
    WORDS,
)
from sillage.kernel.text import normalise, words

SEED = 20_260_214
COMPANIES, PEOPLE, DEALS = 220, 600, 400
DAYS = 548
PARIS = ZoneInfo("Europe/Paris")
SELLERS = tuple(index for index, colleague in enumerate(COLLEAGUES) if colleague.role in ("sales", "manager"))
# How busy each month is for a French business-to-business company, January first.
SEASON = (0.8, 1.0, 1.2, 1.0, 0.9, 1.2, 0.7, 0.3, 1.3, 1.2, 1.1, 0.7)


@dataclass(frozen=True, slots=True)
class Company:
    """An organisation of the demo. `owner` counts colleagues from 0."""

    name: str
    legal_name: str
    siren: str
    vat_number: str
    sector: str
    headcount: int
    revenue: int
    town: str
    postal_code: str
    street: str
    phone: str
    domain: str
    kind: str
    owner: int
    known_since: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of the demo, working for a company (counted from 0)."""

    civility: str
    first_name: str
    last_name: str
    job: str
    email: str
    phone: str | None
    mobile: str
    company: int
    owner: int
    known_since: datetime


@dataclass(frozen=True, slots=True)
class NoteTold:
    """A note: when, by whom, about what, in which words. `deal` is None for notes about a company."""

    at: datetime
    author: int
    company: int
    contact: int | None
    deal: int | None
    body: str


@dataclass(frozen=True, slots=True)
class DealTold:
    """A deal and its way through the stages of a pipeline (both counted from 0)."""

    name: str
    company: int
    contacts: tuple[int, ...]
    pipeline: int
    amount: int
    source: str
    reference: str
    owner: int
    opened_at: datetime
    expected_in_days: int
    moves: tuple[tuple[datetime, int], ...]
    lost_reason: str | None


@dataclass(slots=True)
class Story:
    """Everything the demo tells."""

    companies: list[Company] = field(default_factory=list)
    people: list[Contact] = field(default_factory=list)
    deals: list[DealTold] = field(default_factory=list)
    notes: list[NoteTold] = field(default_factory=list)


def demo_siren(root: str) -> str:
    """A SIREN with a right key out of a range INSEE does not give (it begins with 000)."""
    return root + luhn.calc_check_digit(root)


def demo_vat_number(siren: str) -> str:
    """The French VAT number of a SIREN (art. 286 ter CGI: key (12 + 3 × (SIREN mod 97)) mod 97)."""
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def tell_story(today: date, seed: int = SEED) -> Story:
    """The story as of `today`: eighteen months that end the evening before."""
    return _Teller(today, seed).tell()


class _Teller:
    """Draws the story with one generator, always in the same order."""

    def __init__(self, today: date, seed: int) -> None:
        self.today = today
        self.start = today - timedelta(days=DAYS)
        self.draw = random.Random(seed)  # noqa: S311 - a story, not a secret
        self.person = Person(Locale.FR, seed=seed)
        self.story = Story()
        self.people_of: dict[int, list[int]] = {}
        # Busy seasons weigh more; August and the end of the year are quiet.
        self.days = [self.start + timedelta(days=day) for day in range(DAYS)]
        # The company grows, too: the last weeks weigh twice the first ones.
        self.weights = [
            SEASON[day.month - 1] * (1 + age / DAYS) if day.weekday() < 5 else 0.0 for age, day in enumerate(self.days)
        ]

    def tell(self) -> Story:
        """Companies, then people, then deals with their notes."""
        for number in range(COMPANIES):
            self.story.companies.append(self._company(number))
        for _ in range(PEOPLE):
            self._meet()
        for number in range(DEALS):
            self._deal(number)
        self._follow_ups()
        self.story.notes.sort(key=lambda note: note.at)
        return self.story

    def _moment(self, day: date) -> datetime:
        """A moment of the working day."""
        minutes = self.draw.randint(8 * 60 + 30, 18 * 60 + 30)
        return datetime.combine(day, time(minutes // 60, minutes % 60, self.draw.randint(0, 59)), PARIS)

    def _some_day(self, first: date | None = None) -> date:
        if first is None:
            return self.draw.choices(self.days, self.weights)[0]
        later = max((first - self.start).days, 0)
        return self.draw.choices(self.days[later:], self.weights[later:])[0]

    def _after(self, moment: datetime, low: int, high: int) -> datetime | None:
        """A working moment some days later; None when that is not past yet."""
        day = moment.date() + timedelta(days=self.draw.randint(low, high))
        day += timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])
        if day.month == 8 and self.draw.random() < 0.6:
            day = day.replace(month=9, day=self.draw.randint(1, 12))
        return self._moment(day) if day < self.today else None

    def _company(self, number: int) -> Company:
        sector, patterns, small, large = self.draw.choice(TRADES)
        name = self._company_name(patterns)
        town, postal_code, region = self.draw.choice(TOWNS)
        form = self.draw.choices([entry[0] for entry in LEGAL_FORMS], [entry[1] for entry in LEGAL_FORMS])[0]
        form = self.draw.choice(("SELARL", "SCP")) if sector == "Avocats" else form.replace("SELARL", "SARL")
        headcount = int(small * (large / small) ** self.draw.random())
        siren = demo_siren(f"{14300 + number * 37:08d}")
        since = self.start + timedelta(days=int(DAYS * 0.85 * max(self.draw.random() * 1.5 - 0.5, 0)))
        return Company(
            name=name,
            legal_name=f"{name.upper()} {form}",
            siren=siren,
            vat_number=demo_vat_number(siren),
            sector=sector,
            headcount=headcount,
            revenue=headcount * self.draw.randint(70, 190) * 1000,
            town=town,
            postal_code=postal_code,
            street=f"{self.draw.randint(1, 148)} {self.draw.choice(STREETS)}",
            phone=f"+33{_FICTION_LINES[region]}{self.draw.randint(0, 9999):04d}",
            domain=f"{'-'.join(words(name))}.example",
            kind=self.draw.choices(("prospect", "client", "partner"), (60, 35, 5))[0],
            owner=self.draw.choice(SELLERS),
            known_since=self._moment(_working_day(since)),
        )

    def _company_name(self, patterns: Sequence[str]) -> str:
        taken = {normalise(company.name) for company in self.story.companies}
        while True:
            family, family2 = self.draw.sample(FAMILIES, 2)
            pattern = self.draw.choice(patterns)
            name = pattern.format(word=self.draw.choice(WORDS), family=family, family2=family2)
            if normalise(name) not in taken:
                return name

    def _meet(self) -> None:
        """One more person, more often of a large company."""
        story = self.story
        alone = [index for index in range(COMPANIES) if index not in self.people_of]
        index = alone[0] if alone else self.draw.randrange(COMPANIES)
        company = story.companies[index]
        gender = self.draw.randrange(2)
        first, last = self.draw.choice(FIRST_NAMES[gender]), self.person.last_name()
        at_once = self.draw.random() < 0.6 or bool(alone)
        known = _later(company.known_since, self._some_day(company.known_since.date()), at_once)
        address = f"{'-'.join(words(first))}.{'-'.join(words(last))}@{company.domain}"
        self.people_of.setdefault(index, []).append(len(story.people))
        story.people.append(
            Contact(
                civility=("mme", "m")[gender],
                first_name=first,
                last_name=last,
                job=self.draw.choice(JOBS)[gender],
                email=address,
                phone=company.phone if self.draw.random() < 0.4 else None,
                mobile=f"+3363998{self.draw.randint(0, 9999):04d}",
                company=index,
                owner=company.owner,
                known_since=known,
            )
        )

    def _deal(self, number: int) -> None:
        story = self.story
        day = self._some_day()
        index = self.draw.choice(self._known_before(day))
        company = story.companies[index]
        opened = self._moment(_working_day(max(day, company.known_since.date() + timedelta(days=1))))
        people = [one for one in self.people_of[index] if story.people[one].known_since < opened]
        contacts = tuple(self.draw.sample(people, min(len(people), self.draw.choice((1, 1, 2)))))
        offer, low, high = self.draw.choice(OFFERS)
        pipeline = 0 if self.draw.random() < 0.62 else 1
        colleagues = [seller for seller in SELLERS if COLLEAGUES[seller].team == COLLEAGUES[company.owner].team]
        owner = company.owner if self.draw.random() < 0.85 else self.draw.choice(colleagues)
        amount = int(round(low * (high / low) ** self.draw.random(), -2))
        moves = self._way(opened, pipeline)
        lost = bool(moves) and moves[-1][1] == 5
        deal = DealTold(
            name=offer,
            company=index,
            contacts=contacts,
            pipeline=pipeline,
            amount=amount,
            source=self.draw.choice(SOURCES),
            reference=f"A{opened:%y}-{number + 1:04d}",
            owner=owner,
            opened_at=opened,
            expected_in_days=self.draw.randint(30, 150),
            moves=moves,
            lost_reason=self.draw.choice(LOST_REASONS) if lost else None,
        )
        story.deals.append(deal)
        self._notes_of(number, deal, offer)

    def _known_before(self, day: date) -> list[int]:
        known = [index for index, company in enumerate(self.story.companies) if company.known_since.date() < day]
        return known or [min(range(COMPANIES), key=lambda index: self.story.companies[index].known_since)]

    def _way(self, opened: datetime, pipeline: int) -> tuple[tuple[datetime, int], ...]:
        """Stage after stage until won (4), lost (5) or today; old deals do not stay open for ever."""
        moves: list[tuple[datetime, int]] = []
        moment, stage = opened, 0
        win = 0.66 if pipeline == 0 else 0.5
        while stage < 4:
            leaves = self.draw.random() < 0.09
            ahead = 4 if stage == 3 else stage + 1
            stage = 5 if leaves or (stage == 3 and self.draw.random() > win) else ahead
            later = self._after(moment, 7, 58)
            if later is None:
                break
            moves.append((later, stage))
            moment = later
        return tuple(moves)

    def _notes_of(self, number: int, deal: DealTold, offer: str) -> None:
        if self.draw.random() < 0.45:
            self._note(deal.opened_at + timedelta(minutes=20), deal.owner, number, texts.FIRST_CALL, offer)
        for moment, stage in deal.moves:
            words_for = {1: texts.MEETING, 2: texts.MEETING, 3: texts.PROPOSAL, 4: texts.WON, 5: texts.LOST}[stage]
            if self.draw.random() < (0.7 if stage in (3, 4) else 0.25):
                self._note(moment + timedelta(minutes=12), deal.owner, number, words_for, offer)

    def _note(self, at: datetime, author: int, number: int, choices: Sequence[str], offer: str) -> None:
        deal = self.story.deals[number]
        contact = deal.contacts[0]
        body = self._worded(self.draw.choice(choices), contact, deal.company, author, offer, deal.amount)
        self.story.notes.append(NoteTold(at, author, deal.company, contact, number, body))

    def _follow_ups(self) -> None:
        """Notes about companies and people outside any deal."""
        settled = self.today - timedelta(days=14)
        known = [index for index, person in enumerate(self.story.people) if person.known_since.date() < settled]
        for _ in range(100):
            contact = self.draw.choice(known)
            person = self.story.people[contact]
            at = self._moment(self._some_day(person.known_since.date() + timedelta(days=1)))
            body = self._worded(self.draw.choice(texts.FOLLOW_UP), contact, person.company, person.owner, "", 0)
            self.story.notes.append(NoteTold(at, person.owner, person.company, contact, None, body))

    def _worded(self, text: str, contact: int, company: int, author: int, offer: str, amount: int) -> str:
        others = [colleague.name.split()[0] for index, colleague in enumerate(COLLEAGUES) if index != author]
        return text.format(
            first=self.story.people[contact].first_name,
            company=self.story.companies[company].name,
            offer=offer,
            offer_low=offer[:1].lower() + offer[1:],
            amount=f"{amount:,} €".replace(",", "\u202f"),
            colleague=self.draw.choice(others),
        )


# Numbers ARCEP keeps for fiction (decision 2018-0881): no subscriber will ever have them.
_FICTION_LINES = {"1": "19900", "2": "26191", "3": "35301", "4": "46571", "5": "53649"}


def _working_day(day: date) -> date:
    return day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def _later(moment: datetime, day: date, at_once: bool) -> datetime:
    """Some minutes later the same day, or that time on another day."""
    same = moment + timedelta(minutes=4)
    return same if at_once or day <= moment.date() else datetime.combine(day, moment.timetz())
