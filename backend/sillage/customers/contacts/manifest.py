"""What contacts offer the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from babel import Locale

from sillage.customers.contacts import actions, merging, queries
from sillage.customers.contacts.rules import CIVILITY_WORDS, LANGUAGES, full_name, split_name
from sillage.kernel.registry import Choice, Field, FieldKind, Manifest, RecordObject, Subscriber, Through
from sillage.kernel.text import Text
from sillage.records.duplicates.actions import refresh_comparable
from sillage.records.imports.ports import ImportShape

CIVILITY_CHOICES = (
    Choice("mme", Text(fr="Mme", en="Ms")),
    Choice("m", Text(fr="M.", en="Mr")),
)

CHANNEL_CHOICES = (
    Choice("email", Text(fr="E-mail", en="E-mail")),
    Choice("phone", Text(fr="Téléphone", en="Phone")),
    Choice("sms", Text(fr="SMS", en="SMS")),
    Choice("post", Text(fr="Courrier", en="Post")),
)
DECISION_ROLE_CHOICES = (
    Choice("decider", Text(fr="Décideur", en="Decision maker")),
    Choice("recommender", Text(fr="Prescripteur", en="Recommender")),
    Choice("user", Text(fr="Utilisateur", en="User")),
    Choice("buyer", Text(fr="Acheteur", en="Buyer")),
    Choice("influencer", Text(fr="Influenceur", en="Influencer")),
    Choice("blocker", Text(fr="Bloqueur", en="Blocker")),
)
LANGUAGE_CHOICES = tuple(
    Choice(code, Text(fr=Locale("fr").languages[code].capitalize(), en=Locale("en").languages[code]))
    for code in LANGUAGES
)

FIELDS = (
    Field(
        "civility",
        FieldKind.CHOICE,
        Text(fr="Civilité", en="Title"),
        choices=CIVILITY_CHOICES,
        aliases=("titre", "salutation", "genre"),
        personal=True,
    ),
    Field(
        "first_name",
        FieldKind.TEXT,
        Text(fr="Prénom", en="First name"),
        aliases=("firstname", "given name", "forename"),
        personal=True,
    ),
    Field(
        "last_name",
        FieldKind.TEXT,
        Text(fr="Nom", en="Last name"),
        aliases=("lastname", "surname", "nom de famille", "family name"),
        personal=True,
    ),
    Field(
        "name",
        FieldKind.TEXT,
        Text(fr="Nom affiché", en="Display name"),
        writable=False,
        importable=False,
        sortable=True,
        personal=True,
        key_column="sort_name",
    ),
    Field(
        "job_title",
        FieldKind.TEXT,
        Text(fr="Fonction", en="Job title"),
        aliases=("poste", "title", "position", "intitulé du poste"),
        personal=True,
        key_column="job_title_key",
    ),
    Field(
        "email",
        FieldKind.EMAIL,
        Text(fr="E-mail", en="E-mail"),
        match=True,
        aliases=("courriel", "mail", "email", "adresse e-mail", "adresse mail", "email address"),
        personal=True,
    ),
    Field(
        "phone",
        FieldKind.PHONE,
        Text(fr="Téléphone", en="Phone"),
        aliases=("tél", "tel", "téléphone fixe", "fixe", "phone number", "telephone", "work phone"),
        personal=True,
    ),
    Field(
        "mobile",
        FieldKind.PHONE,
        Text(fr="Mobile", en="Mobile"),
        aliases=("portable", "téléphone portable", "gsm", "mobile phone", "cell", "cell phone"),
        personal=True,
    ),
    Field(
        "emails",
        FieldKind.EMAIL,
        Text(fr="E-mails", en="E-mail addresses"),
        importable=False,
        through=Through("customers_contact_email", "contact_id", "address"),
        personal=True,
    ),
    Field(
        "phones",
        FieldKind.PHONE,
        Text(fr="Téléphones", en="Phones"),
        importable=False,
        through=Through("customers_contact_phone", "contact_id", "number"),
        personal=True,
    ),
    Field(
        "opt_outs",
        FieldKind.MULTI_CHOICE,
        Text(fr="Oppositions", en="Objections"),
        choices=CHANNEL_CHOICES,
        importable=False,
        through=Through("customers_opt_out", "contact_id", "channel"),
        personal=True,
    ),
    Field(
        "decision_role",
        FieldKind.CHOICE,
        Text(fr="Rôle dans la décision", en="Decision role"),
        choices=DECISION_ROLE_CHOICES,
        aliases=("rôle", "buying role", "decision maker", "role décisionnel"),
        personal=True,
    ),
    Field(
        "language",
        FieldKind.CHOICE,
        Text(fr="Langue", en="Language"),
        choices=LANGUAGE_CHOICES,
        aliases=("langue parlée", "preferred language", "langue préférée"),
        personal=True,
    ),
    Field(
        "time_zone",
        FieldKind.TEXT,
        Text(fr="Fuseau horaire", en="Time zone"),
        aliases=("timezone", "fuseau"),
        personal=True,
    ),
    Field(
        "linkedin_url",
        FieldKind.URL,
        Text(fr="LinkedIn", en="LinkedIn"),
        aliases=("linkedin", "profil linkedin"),
        personal=True,
    ),
    Field(
        "organisation_id",
        FieldKind.RELATION,
        Text(fr="Entreprise", en="Organisation"),
        target="organisation",
        aliases=("société", "account", "account name", "company", "company name", "raison sociale", "organization"),
    ),
    Field(
        "affiliations",
        FieldKind.RELATION,
        Text(fr="Rattachements", en="Places at organisations"),
        target="organisation",
        importable=False,
        through=Through("customers_affiliation", "contact_id", "organisation_id"),
        personal=True,
    ),
    Field("address_line", FieldKind.TEXT, Text(fr="Adresse", en="Address"), aliases=("rue", "street"), personal=True),
    Field(
        "postal_code",
        FieldKind.TEXT,
        Text(fr="Code postal", en="Postcode"),
        aliases=("cp", "zip", "zip code", "postal code"),
        personal=True,
    ),
    Field(
        "city",
        FieldKind.TEXT,
        Text(fr="Ville", en="City"),
        aliases=("commune", "town"),
        personal=True,
        key_column="city_key",
    ),
    Field("country", FieldKind.TEXT, Text(fr="Pays (2 lettres)", en="Country (2 letters)"), aliases=("country code",)),
    Field(
        "source",
        FieldKind.TEXT,
        Text(fr="Origine", en="Source"),
        aliases=("provenance", "lead source"),
        key_column="source_key",
    ),
    Field(
        "reference",
        FieldKind.TEXT,
        Text(fr="Référence", en="Reference"),
        match=True,
        aliases=("identifiant", "contact id", "external id", "record id"),
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
        aliases=("commercial", "propriétaire", "contact owner", "sales agent"),
    ),
    Field("team_id", FieldKind.TEAM, Text(fr="Équipe", en="Team"), importable=False),
    Field(
        "last_interaction_at",
        FieldKind.DATETIME,
        Text(fr="Dernière interaction", en="Last interaction"),
        writable=False,
        sortable=True,
        importable=False,
    ),
    Field(
        "next_activity_at",
        FieldKind.DATETIME,
        Text(fr="Prochaine activité", en="Next activity"),
        writable=False,
        sortable=True,
        importable=False,
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
)

FULL_NAME = Field(
    "full_name",
    FieldKind.TEXT,
    Text(fr="Nom complet", en="Full name"),
    aliases=("nom et prénom", "prénom nom", "nom prénom", "contact", "contact name", "name", "interlocuteur"),
    personal=True,
)


# Columns of other products' exports that say no to a channel. Their "no" takes no objection away.
_REFUSED = {
    "do_not_email": "email",
    "do_not_call": "phone",
    "do_not_text": "sms",
    "do_not_post": "post",
}
REFUSALS = (
    Field(
        "do_not_email",
        FieldKind.BOOLEAN,
        Text(fr="Ne pas écrire par e-mail", en="Do not e-mail"),
        aliases=("ne pas envoyer d'e-mail", "do not email", "email opt out", "has opted out of email", "opt-out",
                 "désinscrit", "unsubscribed", "hasoptedoutofemail"),
        personal=True,
    ),
    Field(
        "do_not_call",
        FieldKind.BOOLEAN,
        Text(fr="Ne pas appeler", en="Do not call"),
        aliases=("ne pas téléphoner", "donotcall", "bloctel", "phone opt out"),
        personal=True,
    ),
    Field(
        "do_not_text",
        FieldKind.BOOLEAN,
        Text(fr="Ne pas envoyer de SMS", en="Do not text"),
        aliases=("sms opt out", "do not sms", "stop sms"),
        personal=True,
    ),
    Field(
        "do_not_post",
        FieldKind.BOOLEAN,
        Text(fr="Ne pas envoyer de courrier", en="Do not send post"),
        aliases=("do not mail", "do not post", "stop courrier"),
        personal=True,
    ),
)  # fmt: skip


def _complete(values: dict[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """Split a full name where first and last name are not given apart; gather what is refused."""
    refused = [channel for name, channel in _REFUSED.items() if values.pop(name, None)]
    if refused:
        values["opt_outs"] = refused
    full_name = values.pop("full_name", None)
    if full_name and not (values.get("first_name") or values.get("last_name")):
        return split_name(full_name) | values
    return values


def _row_title(texts: Mapping[str, str]) -> str:
    """The name a row of a file gives, for the preview."""
    return texts.get("full_name") or full_name(texts.get("first_name"), texts.get("last_name"))


manifest = Manifest(
    module="customers.contacts",
    objects=(
        RecordObject(
            name="contact",
            model="customers.Contact",
            label=Text(fr="Contact", en="Contact"),
            plural=Text(fr="Contacts", en="Contacts"),
            fields=FIELDS,
            title_field="name",
            create=actions.create_contact,
            create_many=actions.create_contacts,
            update=actions.update_contact,
            delete=actions.delete_contact,
            delete_many=actions.delete_contacts,
            restore=actions.restore_contact,
            titles=queries.titles,
            extras=True,
            hidden_columns=("sort_name", "version", "deleted_at"),
        ),
    ),
    subscribers=(
        Subscriber(
            "customers.contacts.search",
            ("organisation.updated", "record.merged", "record.unmerged"),
            actions.refresh_search,
        ),
        Subscriber(
            "customers.contacts.duplicates",
            ("contact.updated", "contact.deleted", "contact.restored"),
            refresh_comparable,
        ),
    ),
    offers={
        "hand_over:contact": actions.hand_over,
        "duplicate_rules:contact": merging.duplicate_rules,
        "merge_lists:contact": merging.merge_lists,
        "references:contacts": merging.references,
        "after_merge:contacts": merging.settle_places,
        "import_shape:contact": lambda: ImportShape(
            extra=(FULL_NAME, *REFUSALS),
            complete=_complete,
            title=_row_title,
            named=lambda values: full_name(values.get("first_name"), values.get("last_name")),
            words={"civility": CIVILITY_WORDS},
            named_by=("first_name", "last_name", "full_name"),
            splits={
                "full_name": ("civility", "first_name", "last_name"),
                **{one.name: ("opt_outs",) for one in REFUSALS},
            },
        ),
    },
)
