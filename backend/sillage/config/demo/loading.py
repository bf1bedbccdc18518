"""Writing the demo through the product's own actions, each at its moment of the past."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone

from sillage.activities.calls.actions import log_call
from sillage.activities.meetings.actions import create_meeting
from sillage.activities.messages.actions import add_message
from sillage.activities.notes.actions import create_note
from sillage.activities.notes.types import About
from sillage.config.demo.exchanges import CallTold, Exchanges, LetterTold, MeetingTold, tell_exchanges
from sillage.config.demo.story import (
    PARIS,
    SELLERS,
    Company,
    Contact,
    DealTold,
    NoteTold,
    Story,
    demo_siren,
    tell_story,
)
from sillage.config.demo.words import COLLEAGUES, TEAMS, WORKSPACE, WORKSPACE_SIREN_ROOT
from sillage.customers.contacts.actions import create_contacts
from sillage.customers.organisations.actions import create_organisations
from sillage.identity.actors import actor_of_member
from sillage.identity.members.actions import add_member
from sillage.identity.roles.queries import role_by_key
from sillage.identity.teams.actions import create_team
from sillage.identity.users.actions import create_account
from sillage.identity.users.models import User
from sillage.identity.users.queries import account_exists
from sillage.identity.workspaces.actions import found_workspace
from sillage.kernel import clock
from sillage.kernel.db import current_unit
from sillage.kernel.db.bulk import expect_growth
from sillage.kernel.db.context import unit_of_work
from sillage.kernel.errors import Conflict
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.actor import system_actor
from sillage.kernel.text import Text
from sillage.sales.deals.actions import create_deal, update_deal
from sillage.sales.pipelines.queries import pipelines

PASSWORD = "sillage-demo"  # noqa: S105 - printed on purpose, for fictional data only
# Called after each part with how much of the whole is done, from 0 to 1.
Progress = Callable[[float], None]


class DemoExists(Conflict):
    """The installation holds the demo already."""

    code = "demo_exists"
    title = Text(fr="L’espace de démonstration existe déjà", en="The demo workspace already exists")


@dataclass
class _Cast:
    """Who and what the story has become: ids in the order of the story."""

    actors: list[Actor] = field(default_factory=list)
    companies: dict[int, UUID] = field(default_factory=dict)
    people: dict[int, UUID] = field(default_factory=dict)
    deals: dict[int, UUID] = field(default_factory=dict)
    # The stages of each pipeline, in order.
    stages: list[tuple[UUID, list[UUID]]] = field(default_factory=list)


def load(progress: Progress | None = None, *, today: date | None = None) -> UUID:
    """Write the demo in one transaction; gives its workspace. Raises `DemoExists`, and then writes nothing."""
    day = today or timezone.now().astimezone(PARIS).date()
    story = tell_story(day)
    with unit_of_work():
        if account_exists(COLLEAGUES[0].email):
            raise DemoExists
        expect_growth()
        cast = _found(story)
        _tell(story, tell_exchanges(story, day), cast, progress or (lambda share: None))
        return cast.actors[0].workspace_id


def _found(story: Story) -> _Cast:
    """The workspace, its people and teams, as they stood before the story begins."""
    begun = min(company.known_since for company in story.companies) - timedelta(days=7)
    cast = _Cast()
    with _at(begun):
        first = create_account(_account(0))
        values = {"name": WORKSPACE, "siren": demo_siren(WORKSPACE_SIREN_ROOT), "language": "fr"}
        workspace_id = found_workspace(first.id, values)
        house = system_actor(workspace_id)
        accounts = [first, *(create_account(_account(index)) for index in range(1, len(COLLEAGUES)))]
        # One slow hash for all: they share the password that `sillage up` prints.
        User.objects.filter(id__in=[account.id for account in accounts]).update(password=make_password(PASSWORD))
        members = [
            add_member(house, account.id, role_by_key(colleague.role))
            for account, colleague in zip(accounts, COLLEAGUES, strict=True)
        ]
        for number, name in enumerate(TEAMS):
            belong = [index for index, colleague in enumerate(COLLEAGUES) if colleague.team == number]
            leads = next((index for index in belong if COLLEAGUES[index].role == "manager"), 0)
            ids = [members[index] for index in belong]
            create_team(house, name, manager_id=members[leads], member_ids=ids)
        for member_id in members:
            actor = actor_of_member(member_id)
            assert actor is not None, "a member just added is active"
            cast.actors.append(actor)
        ready = pipelines(cast.actors[0])
        cast.stages = [(entry["id"], [stage["id"] for stage in entry["stages"]]) for entry in ready]
    return cast


def _account(index: int) -> dict[str, Any]:
    colleague = COLLEAGUES[index]
    return {"email": colleague.email, "name": colleague.name, "language": "fr", "password": None}


@contextmanager
def _at(moment: datetime) -> Iterator[None]:
    """One act of the story at its moment, with a change set of its own."""
    with clock.at(moment):
        current_unit().change_set_id = None
        yield


def _tell(story: Story, exchanges: Exchanges, cast: _Cast, progress: Progress) -> None:
    """Everything that happened, in the order it happened."""
    acts = sorted([*_acts(story, cast), *_exchange_acts(story, exchanges, cast)], key=lambda act: act[:2])
    for number, (moment, _, act) in enumerate(acts):
        with _at(moment):
            act()
        if number % 50 == 0:
            progress(number / len(acts))
    progress(1.0)


Act = tuple[datetime, int, Callable[[], None]]


def _acts(story: Story, cast: _Cast) -> list[Act]:
    """The acts by time; at one moment a company comes before its people, and these before deals."""
    acts: list[Act] = []
    for owner in SELLERS:
        # What one person enters on one day is entered together.
        for companies in _by_day(story.companies, owner):
            first = min(company.known_since for _, company in companies)
            acts.append((first, 0, _companies_act(cast, owner, companies)))
        for people in _by_day(story.people, owner):
            last = max(person.known_since for _, person in people)
            acts.append((last, 1, _people_act(cast, owner, people)))
    for number, deal in enumerate(story.deals):
        acts.append((deal.opened_at, 2, _deal_act(cast, number, deal)))
        for moment, stage in deal.moves:
            acts.append((moment, 3, _move_act(cast, number, deal, stage)))
    acts += [(note.at, 4, _note_act(cast, note)) for note in story.notes]
    return acts


def _by_day(entries: Sequence[Any], owner: int) -> list[list[tuple[int, Any]]]:
    days: dict[date, list[tuple[int, Any]]] = {}
    for index, entry in enumerate(entries):
        if entry.owner == owner:
            days.setdefault(entry.known_since.date(), []).append((index, entry))
    return list(days.values())


def _companies_act(cast: _Cast, owner: int, companies: list[tuple[int, Company]]) -> Callable[[], None]:
    def act() -> None:
        rows = [_company_values(company) for _, company in companies]
        ids = create_organisations(cast.actors[owner], rows)
        cast.companies |= dict(zip((index for index, _ in companies), ids, strict=True))

    return act


def _company_values(company: Company) -> dict[str, Any]:
    return {
        "name": company.name,
        "legal_name": company.legal_name,
        "siren": company.siren,
        "vat_number": company.vat_number,
        "kind": company.kind,
        "sector": company.sector,
        "headcount": company.headcount,
        "revenue": Decimal(company.revenue),
        "address_line": company.street,
        "postal_code": company.postal_code,
        "city": company.town,
        "phone": company.phone,
        "website": f"https://www.{company.domain}",
        "email": f"contact@{company.domain}",
    }


def _people_act(cast: _Cast, owner: int, people: list[tuple[int, Contact]]) -> Callable[[], None]:
    def act() -> None:
        rows = [
            {
                "civility": person.civility,
                "first_name": person.first_name,
                "last_name": person.last_name,
                "job_title": person.job,
                "email": person.email,
                "phone": person.phone,
                "mobile": person.mobile,
                "organisation_id": cast.companies[person.company],
            }
            for _, person in people
        ]
        ids = create_contacts(cast.actors[owner], rows)
        cast.people |= dict(zip((index for index, _ in people), ids, strict=True))

    return act


def _deal_act(cast: _Cast, number: int, deal: DealTold) -> Callable[[], None]:
    def act() -> None:
        pipeline_id, stages = cast.stages[deal.pipeline]
        values = {
            "name": deal.name,
            "organisation_id": cast.companies[deal.company],
            "contacts": [{"id": cast.people[index]} for index in deal.contacts],
            "pipeline_id": pipeline_id,
            "stage_id": stages[0],
            "amount": Decimal(deal.amount),
            "source": deal.source,
            "reference": deal.reference,
            "opened_on": deal.opened_at.date(),
            "expected_close_on": deal.opened_at.date() + timedelta(days=deal.expected_in_days),
        }
        cast.deals[number] = create_deal(cast.actors[deal.owner], values)

    return act


def _move_act(cast: _Cast, number: int, deal: DealTold, stage: int) -> Callable[[], None]:
    def act() -> None:
        stage_id = cast.stages[deal.pipeline][1][stage]
        reason = deal.lost_reason if stage == len(cast.stages[deal.pipeline][1]) - 1 else None
        # What moving the card on the board does, without drawing the card again.
        values = {"stage_id": stage_id} | ({"lost_reason": reason} if reason else {})
        update_deal(cast.actors[deal.owner], cast.deals[number], values)

    return act


def _note_act(cast: _Cast, note: NoteTold) -> Callable[[], None]:
    def act() -> None:
        if note.deal is not None:
            about = [About("deal", cast.deals[note.deal])]
        elif note.contact is not None:
            about = [About("contact", cast.people[note.contact])]
        else:
            about = [About("organisation", cast.companies[note.company])]
        create_note(cast.actors[note.author], note.body, about)

    return act


def _exchange_acts(story: Story, exchanges: Exchanges, cast: _Cast) -> list[Act]:
    """Calls, meetings and e-mails around the deals."""
    deals = story.deals
    acts: list[Act] = [(call.at, 5, _call_act(cast, deals[call.deal], call)) for call in exchanges.calls]
    acts += [(each.told_at, 5, _meeting_act(cast, deals[each.deal], each)) for each in exchanges.meetings]
    acts += [(each.at, 6, _letter_act(cast, deals[each.deal], each)) for each in exchanges.letters]
    return acts


def _concerned(cast: _Cast, deal: DealTold, number: int) -> list[About]:
    return [About("deal", cast.deals[number]), About("contact", cast.people[deal.contacts[0]])]


def _call_act(cast: _Cast, deal: DealTold, call: CallTold) -> Callable[[], None]:
    values = {"at": call.at, "outcome": call.outcome, "duration_seconds": call.seconds, "summary": call.summary}

    def act() -> None:
        log_call(cast.actors[deal.owner], values, _concerned(cast, deal, call.deal))

    return act


def _meeting_act(cast: _Cast, deal: DealTold, meeting: MeetingTold) -> Callable[[], None]:
    values = {
        "title": meeting.title,
        "at": meeting.at,
        "duration_minutes": 60,
        "status": "held" if meeting.held else "planned",
        "outcome": meeting.outcome,
    }

    def act() -> None:
        create_meeting(cast.actors[deal.owner], values, _concerned(cast, deal, meeting.deal))

    return act


def _letter_act(cast: _Cast, deal: DealTold, letter: LetterTold) -> Callable[[], None]:
    def act() -> None:
        file = ContentFile(letter.content, name="message.eml")
        add_message(cast.actors[deal.owner], "deal", cast.deals[letter.deal], "message.eml", file)

    return act
