"""What organisations offer the house."""

from sillage.customers.organisations import actions, merging, queries, recognising
from sillage.customers.organisations.rules import HEADCOUNT_RANGES
from sillage.kernel.registry import Choice, Field, FieldKind, Manifest, RecordObject, Subscriber, Through
from sillage.kernel.text import Text
from sillage.records.duplicates.actions import refresh_comparable
from sillage.records.imports.ports import RecordFinder

KIND_CHOICES = (
    Choice("prospect", Text(fr="Prospect", en="Prospect")),
    Choice("client", Text(fr="Client", en="Client")),
    Choice("partner", Text(fr="Partenaire", en="Partner")),
    Choice("supplier", Text(fr="Fournisseur", en="Supplier")),
    Choice("competitor", Text(fr="Concurrent", en="Competitor")),
    Choice("other", Text(fr="Autre", en="Other")),
)
LEGAL_STATUS_CHOICES = (
    Choice("active", Text(fr="En activité", en="Active")),
    Choice("closed", Text(fr="Cessée", en="Closed")),
)
NAF_VERSION_CHOICES = (
    Choice("rev2", Text(fr="NAF rév. 2 (2008)", en="NAF rev. 2 (2008)")),
    Choice("2025", Text(fr="NAF 2025", en="NAF 2025")),
)


def _band(code: str, low: int, high: int | None) -> Choice:
    """A band of employees in words, as INSEE bounds it."""
    if code == "NN":
        return Choice(code, Text(fr="Non employeuse", en="No employer"))
    if high is None:
        return Choice(code, Text(fr=f"{low} salariés et plus", en=f"{low} employees or more"))
    if high < 2:
        return Choice(code, Text(fr="0 salarié", en="0 employees"))
    return Choice(code, Text(fr=f"{low} à {high} salariés", en=f"{low} to {high} employees"))


HEADCOUNT_CHOICES = tuple(_band(code, low, high) for code, (low, high) in HEADCOUNT_RANGES.items())

FIELDS = (
    Field(
        "name",
        FieldKind.TEXT,
        Text(fr="Nom", en="Name"),
        required=True,
        sortable=True,
        match=True,
        key_column="sort_name",
        aliases=(
            "société", "entreprise", "account", "account name", "company", "company name", "raison sociale",
            "organisation", "organization", "client", "compte", "nom de l'entreprise", "nom société",
        ),
    ),
    Field(
        "legal_name",
        FieldKind.TEXT,
        Text(fr="Dénomination légale", en="Legal name"),
        aliases=("dénomination", "dénomination sociale", "registered name"),
    ),
    Field(
        "trade_name",
        FieldKind.TEXT,
        Text(fr="Nom commercial", en="Trade name"),
        aliases=("enseigne", "nom d'usage", "trading name", "doing business as"),
    ),
    Field(
        "siren",
        FieldKind.SIREN,
        Text(fr="SIREN", en="SIREN"),
        match=True,
        aliases=("numéro siren", "n° siren", "siren number"),
    ),
    Field(
        "siret",
        FieldKind.SIRET,
        Text(fr="SIRET du siège", en="SIRET of the head office"),
        match=True,
        aliases=("siret", "numéro siret", "n° siret", "siret siège", "siret number"),
    ),
    Field(
        "vat_number",
        FieldKind.VAT_NUMBER,
        Text(fr="N° de TVA", en="VAT number"),
        aliases=("tva", "numéro de tva", "tva intracommunautaire", "vat", "vat id"),
    ),
    Field(
        "kind",
        FieldKind.CHOICE,
        Text(fr="Type", en="Kind"),
        choices=KIND_CHOICES,
        aliases=("type de compte", "account type", "relation"),
    ),
    Field(
        "kinds",
        FieldKind.MULTI_CHOICE,
        Text(fr="Relations", en="Relations"),
        choices=KIND_CHOICES,
        importable=False,
        through=Through("customers_organisation_kind", "organisation_id", "kind"),
    ),
    Field(
        "naf_code",
        FieldKind.TEXT,
        Text(fr="Code NAF", en="NAF code"),
        aliases=("naf", "ape", "code ape", "code naf/ape", "activité principale"),
    ),
    Field(
        "naf_version",
        FieldKind.CHOICE,
        Text(fr="Version de la NAF", en="NAF version"),
        choices=NAF_VERSION_CHOICES,
        importable=False,
    ),
    Field(
        "legal_form",
        FieldKind.TEXT,
        Text(fr="Catégorie juridique", en="Legal category"),
        aliases=("nature juridique", "code catégorie juridique"),
    ),
    Field(
        "legal_status",
        FieldKind.CHOICE,
        Text(fr="État légal", en="Legal status"),
        choices=LEGAL_STATUS_CHOICES,
        aliases=("état administratif", "etat administratif"),
    ),
    Field(
        "closed_on",
        FieldKind.DATE,
        Text(fr="Cessée le", en="Closed on"),
        aliases=("date de fermeture", "date de cessation"),
    ),
    Field(
        "website",
        FieldKind.URL,
        Text(fr="Site web", en="Website"),
        aliases=("site", "site internet", "url", "web", "domaine", "domain"),
    ),
    Field(
        "phone",
        FieldKind.PHONE,
        Text(fr="Téléphone", en="Phone"),
        aliases=("tél", "tel", "téléphone fixe", "standard", "phone number", "telephone"),
    ),
    Field(
        "email",
        FieldKind.EMAIL,
        Text(fr="E-mail", en="E-mail"),
        match=True,
        aliases=("courriel", "mail", "email", "adresse e-mail", "adresse mail"),
    ),
    Field(
        "emails",
        FieldKind.EMAIL,
        Text(fr="E-mails", en="E-mail addresses"),
        importable=False,
        through=Through("customers_organisation_email", "organisation_id", "address"),
    ),
    Field(
        "phones",
        FieldKind.PHONE,
        Text(fr="Téléphones", en="Phones"),
        importable=False,
        through=Through("customers_organisation_phone", "organisation_id", "number"),
    ),
    Field(
        "sector",
        FieldKind.TEXT,
        Text(fr="Secteur", en="Sector"),
        aliases=("secteur d'activité", "activité", "industry", "branche"),
        key_column="sector_key",
    ),
    Field(
        "headcount",
        FieldKind.NUMBER,
        Text(fr="Effectif", en="Headcount"),
        aliases=("effectifs", "salariés", "nombre de salariés", "employees", "number of employees"),
    ),
    Field(
        "headcount_range",
        FieldKind.CHOICE,
        Text(fr="Tranche d’effectif", en="Headcount band"),
        choices=HEADCOUNT_CHOICES,
        aliases=("tranche d'effectif", "tranche effectif", "employee range"),
    ),
    Field(
        "revenue",
        FieldKind.MONEY,
        Text(fr="Chiffre d’affaires", en="Revenue"),
        column="revenue_minor",
        aliases=("ca", "chiffre d'affaires", "annual revenue", "turnover"),
    ),
    Field(
        "revenue_year",
        FieldKind.NUMBER,
        Text(fr="Année du chiffre d’affaires", en="Year of the revenue"),
        aliases=("année ca", "exercice"),
    ),
    Field(
        "parent_id",
        FieldKind.RELATION,
        Text(fr="Société mère", en="Parent company"),
        target="organisation",
        aliases=("maison mère", "parent account", "parent company", "groupe"),
    ),
    Field(
        "addresses",
        FieldKind.TEXT,
        Text(fr="Adresses", en="Addresses"),
        importable=False,
        filterable=False,
        through=Through("customers_organisation_address", "organisation_id", "city"),
    ),
    Field(
        "department",
        FieldKind.TEXT,
        Text(fr="Département", en="Department"),
        writable=False,
        importable=False,
    ),
    Field(
        "address_line",
        FieldKind.TEXT,
        Text(fr="Adresse", en="Address"),
        aliases=("rue", "voie", "street", "address line", "adresse postale"),
    ),
    Field(
        "postal_code",
        FieldKind.TEXT,
        Text(fr="Code postal", en="Postcode"),
        aliases=("cp", "zip", "zip code", "postal code"),
        key_column="postal_code_key",
    ),
    Field(
        "city",
        FieldKind.TEXT,
        Text(fr="Ville", en="City"),
        aliases=("commune", "town", "localité", "office location"),
        key_column="city_key",
    ),
    Field("country", FieldKind.TEXT, Text(fr="Pays (2 lettres)", en="Country (2 letters)"), aliases=("country code",)),
    Field(
        "linkedin_url", FieldKind.URL, Text(fr="LinkedIn", en="LinkedIn"), aliases=("linkedin", "page linkedin")
    ),
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
        aliases=("identifiant", "code client", "account id", "company id", "external id"),
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
        aliases=("commercial", "propriétaire", "account manager", "account owner", "sales agent"),
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
        Text(fr="Créée le", en="Created"),
        writable=False,
        sortable=True,
        importable=False,
    ),
    Field(
        "updated_at",
        FieldKind.DATETIME,
        Text(fr="Modifiée le", en="Changed"),
        writable=False,
        sortable=True,
        importable=False,
    ),
)  # fmt: skip


manifest = Manifest(
    module="customers.organisations",
    objects=(
        RecordObject(
            name="organisation",
            model="customers.Organisation",
            label=Text(fr="Entreprise", en="Organisation"),
            plural=Text(fr="Entreprises", en="Organisations"),
            fields=FIELDS,
            title_field="name",
            create=actions.create_organisation,
            create_many=actions.create_organisations,
            update=actions.update_organisation,
            delete=actions.delete_organisation,
            delete_many=actions.delete_organisations,
            restore=actions.restore_organisation,
            titles=queries.titles,
            extras=True,
            hidden_columns=("sort_name", "version", "deleted_at"),
        ),
    ),
    subscribers=(
        Subscriber(
            "customers.organisations.duplicates",
            ("organisation.updated", "organisation.deleted", "organisation.restored"),
            refresh_comparable,
        ),
    ),
    offers={
        "hand_over:organisation": actions.hand_over,
        "import_finder:organisation": lambda: RecordFinder(recognising.identity, recognising.find),
        "duplicate_rules:organisation": merging.duplicate_rules,
        "merge_lists:organisation": merging.merge_lists,
        "references:organisations": merging.references,
        "from_register:organisation": merging.from_register,
    },
)
