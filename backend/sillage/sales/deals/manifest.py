"""What deals offer the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sillage.kernel.registry import Choice, Field, FieldKind, Manifest, RecordObject, Subscriber, Through
from sillage.kernel.text import Text
from sillage.records.duplicates.actions import refresh_comparable
from sillage.records.duplicates.ports import DuplicateRules, KeyKind, KeyRule, Reference
from sillage.records.imports.ports import ImportShape
from sillage.sales.deals import actions, beside, queries, requiring, upkeep

STATUS_CHOICES = (
    Choice("open", Text(fr="Ouvert", en="Open")),
    Choice("won", Text(fr="Gagné", en="Won")),
    Choice("lost", Text(fr="Perdu", en="Lost")),
)

FIELDS = (
    Field(
        "name",
        FieldKind.TEXT,
        Text(fr="Nom du deal", en="Deal name"),
        required=True,
        sortable=True,
        key_column="sort_name",
        aliases=("nom", "deal", "affaire", "opportunité", "opportunity", "opportunity name", "intitulé"),
    ),
    Field(
        "organisation_id",
        FieldKind.RELATION,
        Text(fr="Entreprise", en="Organisation"),
        target="organisation",
        aliases=("société", "account", "account name", "company", "company name", "raison sociale", "client", "compte"),
    ),
    Field(
        "contacts",
        FieldKind.RELATION,
        Text(fr="Contacts", en="Contacts"),
        target="contact",
        through=Through("sales_deal_contact", "deal_id", "contact_id"),
        importable=False,
        exported=False,
    ),
    Field(
        "pipeline_id",
        FieldKind.RELATION,
        Text(fr="Pipeline", en="Pipeline"),
        target="pipeline",
        aliases=("entonnoir", "funnel"),
    ),
    Field(
        "stage_id",
        FieldKind.RELATION,
        Text(fr="Étape", en="Stage"),
        target="stage",
        aliases=("deal stage", "sales stage", "phase", "statut", "status", "étape du deal"),
    ),
    Field(
        "status",
        FieldKind.CHOICE,
        Text(fr="Issue", en="Outcome"),
        choices=STATUS_CHOICES,
        writable=False,
        importable=False,
    ),
    Field(
        "amount",
        FieldKind.MONEY,
        Text(fr="Montant HT", en="Amount excl. VAT"),
        column="amount_minor",
        sortable=True,
        aliases=("montant", "amount", "close value", "value", "valeur", "deal value", "prix"),
    ),
    Field(
        "currency",
        FieldKind.TEXT,
        Text(fr="Devise", en="Currency"),
        aliases=("currency code", "deal currency", "monnaie", "devise du deal"),
    ),
    # History tells the amount that lines make; undo needs the lines themselves.
    Field(
        "lines",
        FieldKind.LONG_TEXT,
        Text(fr="Lignes", en="Lines"),
        importable=False,
        exported=False,
        logged=False,
        filterable=False,
    ),
    Field(
        "probability",
        FieldKind.PERCENT,
        Text(fr="Probabilité", en="Probability"),
        aliases=("proba", "win probability"),
    ),
    Field(
        "expected_close_on",
        FieldKind.DATE,
        Text(fr="Clôture prévue", en="Expected close"),
        sortable=True,
        aliases=("date de clôture prévue", "expected close date", "clôture", "échéance", "closing date"),
    ),
    Field(
        "opened_on",
        FieldKind.DATE,
        Text(fr="Ouvert le", en="Opened"),
        aliases=("engage date", "date d'ouverture", "open date", "date de création", "created date"),
    ),
    Field(
        "closed_on",
        FieldKind.DATE,
        Text(fr="Clos le", en="Closed"),
        aliases=("close date", "date de clôture", "closed date", "date de signature"),
    ),
    Field(
        "loss_reason_id",
        FieldKind.RELATION,
        Text(fr="Motif de perte", en="Lost reason"),
        target="loss_reason",
        importable=False,
    ),
    # An import gives words; those that name a reason of the list become it.
    Field(
        "lost_reason",
        FieldKind.TEXT,
        Text(fr="Précision sur la perte", en="More about the loss"),
        aliases=("motif de perte", "raison de perte", "loss reason", "lost reason", "closed lost reason"),
        personal=True,
    ),
    Field(
        "competitor_id",
        FieldKind.RELATION,
        Text(fr="Concurrent", en="Competitor"),
        target="organisation",
        importable=False,
    ),
    Field(
        "competitor",
        FieldKind.TEXT,
        Text(fr="Concurrent (texte)", en="Competitor (text)"),
        aliases=("concurrent", "competitor", "competitors", "main competitor", "concurrence"),
    ),
    Field(
        "source",
        FieldKind.TEXT,
        Text(fr="Origine", en="Source"),
        key_column="source_key",
        aliases=("provenance", "lead source"),
    ),
    Field(
        "reference",
        FieldKind.TEXT,
        Text(fr="Référence", en="Reference"),
        match=True,
        aliases=("identifiant", "opportunity id", "deal id", "external id", "record id"),
    ),
    Field(
        "description",
        FieldKind.LONG_TEXT,
        Text(fr="Description", en="Description"),
        aliases=("commentaire", "commentaires", "remarques", "comments"),
        personal=True,
        logged=False,
    ),
    Field(
        "owner_id",
        FieldKind.MEMBER,
        Text(fr="Responsable", en="Owner"),
        aliases=("commercial", "propriétaire", "sales agent", "deal owner", "account manager", "vendeur"),
    ),
    Field("team_id", FieldKind.TEAM, Text(fr="Équipe", en="Team"), importable=False),
    # Where the card stands and since when: undo needs them, people do not read them in the history.
    Field("position", FieldKind.NUMBER, Text(fr="Rang", en="Rank"), importable=False, exported=False, logged=False),
    Field(
        "stage_entered_at",
        FieldKind.DATETIME,
        Text(fr="Dans l’étape depuis", en="In the stage since"),
        writable=False,
        importable=False,
        logged=False,
    ),
    Field(
        "last_interaction_at",
        FieldKind.DATETIME,
        Text(fr="Dernier échange", en="Last exchange"),
        writable=False,
        sortable=True,
        importable=False,
        logged=False,
    ),
    Field(
        "next_activity_at",
        FieldKind.DATETIME,
        Text(fr="Prochaine activité", en="Next activity"),
        writable=False,
        sortable=True,
        importable=False,
        logged=False,
    ),
    Field(
        "created_at",
        FieldKind.DATETIME,
        Text(fr="Créé le", en="Created"),
        writable=False,
        sortable=True,
        importable=False,
    ),
    Field(
        "updated_at",
        FieldKind.DATETIME,
        Text(fr="Modifié le", en="Changed"),
        writable=False,
        sortable=True,
        importable=False,
    ),
)  # fmt: skip


# What was sold has no field of its own yet: it makes the name of a deal that has none.
PRODUCT = Field(
    "product", FieldKind.TEXT, Text(fr="Produit", en="Product"), aliases=("product name", "offre", "article")
)


def _complete(values: dict[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """Name a deal that has no name: "product — organisation", or its reference."""
    product = values.pop("product", None)
    if not values.get("name"):
        parts = [part for part in (product, texts.get("organisation_id")) if part]
        name = " — ".join(parts) or texts.get("reference")
        return values | {"name": name} if name else values
    if product:
        told = f"Produit : {product}"
        values["description"] = f"{values['description']}\n{told}" if values.get("description") else told
    return values


def _duplicate_rules() -> DuplicateRules:
    """A deal of the same name for the same organisation is worth a word while it is typed; deals are not merged."""
    return DuplicateRules(
        keys=(KeyRule(KeyKind.TITLE, ("name",), 35), KeyRule(KeyKind.RELATED, ("organisation_id",), 50)),
        asked=(("name", "name"), ("organisation_id", "organisation_id")),
        review=False,
    )


def _references() -> tuple[Reference, ...]:
    """Deals are with an organisation and its people."""
    label = Text(fr="Deals", en="Deals")
    return (
        Reference("sales_deal", "organisation_id", "organisation", of="deal", label=label),
        Reference("sales_deal", "competitor_id", "organisation", of="deal"),
        Reference("sales_deal_contact", "contact_id", "contact", unique=(("deal_id",),), fill=("role",), label=label),
    )


manifest = Manifest(
    module="sales.deals",
    objects=(
        RecordObject(
            name="deal",
            model="sales.Deal",
            label=Text(fr="Deal", en="Deal"),
            plural=Text(fr="Deals", en="Deals"),
            fields=FIELDS,
            title_field="name",
            create=actions.create_deal,
            create_many=actions.create_deals,
            update=actions.update_deal,
            delete=actions.delete_deal,
            delete_many=actions.delete_deals,
            restore=actions.restore_deal,
            titles=queries.titles,
            extras=True,
            hidden_columns=("sort_name", "source_key", "version", "deleted_at", "position", "stage_entered_at"),
        ),
    ),
    subscribers=(
        Subscriber("sales.deals.activity", ("note.created",), upkeep.note_activity),
        Subscriber(
            "sales.deals.search",
            ("organisation.updated", "record.merged", "record.unmerged"),
            upkeep.refresh_search,
        ),
        Subscriber("sales.deals.duplicates", ("deal.updated", "deal.deleted", "deal.restored"), refresh_comparable),
    ),
    offers={
        "hand_over:deal": upkeep.hand_over,
        "stage_deals:count": upkeep.count_in_stages,
        "stage_deals:move": upkeep.move_between_stages,
        "stage_deals:requirable": requiring.requirable,
        "duplicate_rules:deal": _duplicate_rules,
        "references:deals": _references,
        "import_children:contact": beside.beside_contacts,
        "import_shape:deal": lambda: ImportShape(
            extra=(PRODUCT,),
            complete=_complete,
            fixed=("pipeline_id",),
            fixed_required=("pipeline_id",),
            create_permissions={"stage_id": "pipeline.manage"},
        ),
    },
)
