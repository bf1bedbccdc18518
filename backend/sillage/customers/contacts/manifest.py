"""What contacts offer the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sillage.customers.contacts import actions, queries
from sillage.customers.contacts.rules import full_name, split_name
from sillage.kernel.registry import Choice, Field, FieldKind, Manifest, RecordObject, Subscriber
from sillage.kernel.text import Text
from sillage.records.imports.ports import ImportShape

CIVILITY_CHOICES = (
    Choice("mme", Text(fr="Mme", en="Ms")),
    Choice("m", Text(fr="M.", en="Mr")),
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
    Field("address_line", FieldKind.TEXT, Text(fr="Adresse", en="Address"), aliases=("rue", "street"), personal=True),
    Field(
        "postal_code",
        FieldKind.TEXT,
        Text(fr="Code postal", en="Postcode"),
        aliases=("cp", "zip", "zip code", "postal code"),
        personal=True,
    ),
    Field("city", FieldKind.TEXT, Text(fr="Ville", en="City"), aliases=("commune", "town"), personal=True),
    Field("country", FieldKind.TEXT, Text(fr="Pays (2 lettres)", en="Country (2 letters)"), aliases=("country code",)),
    Field("source", FieldKind.TEXT, Text(fr="Origine", en="Source"), aliases=("provenance", "lead source")),
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


def _complete(values: dict[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """Split a full name where first and last name are not given apart."""
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
    subscribers=(Subscriber("customers.contacts.search", ("organisation.updated",), actions.refresh_search),),
    offers={
        "hand_over:contact": actions.hand_over,
        "import_shape:contact": lambda: ImportShape(extra=(FULL_NAME,), complete=_complete, title=_row_title),
    },
)
