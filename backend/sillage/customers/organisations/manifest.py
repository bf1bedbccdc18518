"""What organisations offer the house."""

from sillage.customers.organisations import actions, queries
from sillage.kernel.registry import Choice, Field, FieldKind, Manifest, RecordObject
from sillage.kernel.text import Text

KIND_CHOICES = (
    Choice("prospect", Text(fr="Prospect", en="Prospect")),
    Choice("client", Text(fr="Client", en="Client")),
    Choice("partner", Text(fr="Partenaire", en="Partner")),
    Choice("supplier", Text(fr="Fournisseur", en="Supplier")),
    Choice("other", Text(fr="Autre", en="Other")),
)

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
        "siren",
        FieldKind.SIREN,
        Text(fr="SIREN", en="SIREN"),
        match=True,
        aliases=("siret", "numéro siren", "n° siren", "siren number"),
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
        "sector",
        FieldKind.TEXT,
        Text(fr="Secteur", en="Sector"),
        aliases=("secteur d'activité", "activité", "industry", "branche"),
    ),
    Field(
        "headcount",
        FieldKind.NUMBER,
        Text(fr="Effectif", en="Headcount"),
        aliases=("effectifs", "salariés", "nombre de salariés", "employees", "number of employees"),
    ),
    Field(
        "revenue",
        FieldKind.MONEY,
        Text(fr="Chiffre d’affaires", en="Revenue"),
        column="revenue_minor",
        aliases=("ca", "chiffre d'affaires", "annual revenue", "turnover"),
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
    ),
    Field(
        "city",
        FieldKind.TEXT,
        Text(fr="Ville", en="City"),
        aliases=("commune", "town", "localité", "office location"),
    ),
    Field("country", FieldKind.TEXT, Text(fr="Pays (2 lettres)", en="Country (2 letters)"), aliases=("country code",)),
    Field(
        "linkedin_url", FieldKind.URL, Text(fr="LinkedIn", en="LinkedIn"), aliases=("linkedin", "page linkedin")
    ),
    Field("source", FieldKind.TEXT, Text(fr="Origine", en="Source"), aliases=("provenance", "lead source")),
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
    offers={"hand_over:organisation": actions.hand_over},
)
