"""Exports of other programs, recognised by their headers, with the field each column goes to.

Data only: a preset fits when all its `marks` are among the headers; the one with the most marks wins.
Headers are compared by their words (`proposing.heading`); those a preset does not name are proposed as
in any other file, those it maps to None are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preset:
    """One kind of export: the program, the object it holds, and where its columns go."""

    key: str
    program: str
    object: str
    marks: frozenset[str]
    fields: Mapping[str, str | None]


def _preset(key: str, program: str, object: str, marks: str, fields: Mapping[str, str | None]) -> Preset:
    return Preset(key, program, object, frozenset(marks.split("|")), fields)


_SALESFORCE_OWN: dict[str, str | None] = dict.fromkeys(
    ("isdeleted", "masterrecordid", "ownerid", "createdbyid", "lastmodifiedbyid", "systemmodstamp", "createddate",
     "lastmodifieddate", "lastactivitydate", "parentid", "accountid", "pricebookid", "pricebook2id", "status", "type")
)  # fmt: skip

PRESETS: tuple[Preset, ...] = (
    _preset("linkedin", "LinkedIn", "contact", "first name|last name|connected on", {
        "first name": "first_name", "last name": "last_name", "url": "linkedin_url", "email address": "email",
        "company": "organisation_id", "position": "job_title", "connected on": None,
    }),
    _preset("linkedin-fr", "LinkedIn", "contact", "prenom|nom de famille|date de connexion", {
        "prenom": "first_name", "nom de famille": "last_name", "url": "linkedin_url", "adresse e mail": "email",
        "entreprise": "organisation_id", "poste": "job_title", "date de connexion": None,
    }),
    _preset("google", "Google Contacts", "contact", "given name|family name|e mail 1 value", {
        "name": None, "given name": "first_name", "family name": "last_name", "additional name": None,
        "name prefix": "civility", "e mail 1 value": "email", "phone 1 value": "phone", "phone 2 value": "mobile",
        "organization 1 name": "organisation_id", "organization 1 title": "job_title",
        "address 1 street": "address_line", "address 1 postal code": "postal_code", "address 1 city": "city",
        "address 1 country": "country", "website 1 value": "organisation_id.website", "notes": "description",
        "e mail 1 type": None, "location": None, "gender": None,
    }),
    _preset("google-new", "Google Contacts", "contact", "first name|last name|e mail 1 value", {
        "first name": "first_name", "last name": "last_name", "name prefix": "civility", "e mail 1 value": "email",
        "phone 1 value": "phone", "phone 2 value": "mobile", "organization name": "organisation_id",
        "organization title": "job_title", "address 1 street": "address_line", "address 1 postal code": "postal_code",
        "address 1 city": "city", "address 1 country": "country", "notes": "description",
    }),
    _preset("outlook", "Outlook", "contact", "first name|last name|e mail address|business phone", {
        "title": "civility", "first name": "first_name", "last name": "last_name", "company": "organisation_id",
        "job title": "job_title", "business street": "address_line", "business city": "city",
        "business postal code": "postal_code", "business country region": "country", "business phone": "phone",
        "mobile phone": "mobile", "e mail address": "email", "notes": "description",
        "web page": "organisation_id.website",
    }),
    _preset("outlook-fr", "Outlook", "contact", "prenom|nom|adresse de messagerie|telephone bureau", {
        "titre": "civility", "prenom": "first_name", "nom": "last_name", "societe": "organisation_id",
        "fonction": "job_title", "titre professionnel": "job_title", "rue bureau": "address_line",
        "ville bureau": "city", "code postal bureau": "postal_code", "pays bureau": "country",
        "telephone bureau": "phone", "tel mobile": "mobile", "telephone mobile": "mobile",
        "adresse de messagerie": "email", "notes": "description", "page web": "organisation_id.website",
    }),
    _preset("outlook-shared", "Outlook", "contact", "name|e mail address|business phone|job title", {
        "name": "full_name", "e mail address": "email", "notes": "description", "mobile phone": "mobile",
        "company": "organisation_id", "job title": "job_title", "business phone": "phone", "action": None,
        "id": None, "home phone": None, "business address": "address_line",
    }),
    _preset("thunderbird", "Thunderbird", "contact", "first name|last name|display name|primary email", {
        "first name": "first_name", "last name": "last_name", "display name": None, "primary email": "email",
        "secondary email": None, "work phone": "phone", "home phone": None, "mobile number": "mobile",
        "work address": "address_line", "work city": "city", "work zipcode": "postal_code", "work country": "country",
        "job title": "job_title", "organization": "organisation_id", "web page 1": "organisation_id.website",
        "home address": None, "home city": None, "home country": None, "notes": "description",
    }),
    _preset("thunderbird-fr", "Thunderbird", "contact", "prenom|nom de famille|nom a afficher", {
        "prenom": "first_name", "nom de famille": "last_name", "nom a afficher": None,
        "adresse electronique principale": "email", "premiere adresse electronique": "email",
        "tel professionnel": "phone", "portable": "mobile", "adresse professionnelle": "address_line",
        "ville professionnelle": "city", "code postal professionnel": "postal_code",
        "pays professionnel": "country", "profession": "job_title", "societe": "organisation_id",
        "site web 1": "organisation_id.website", "notes": "description",
    }),
    _preset("hubspot-contacts", "HubSpot", "contact", "first name|last name|lifecycle stage", {
        "record id": "reference", "first name": "first_name", "last name": "last_name", "email": "email",
        "phone number": "phone", "mobile phone number": "mobile", "job title": "job_title",
        "company name": "organisation_id", "associated company": "organisation_id", "contact owner": "owner_id",
        "street address": "address_line", "postal code": "postal_code", "city": "city", "country region": "country",
        "lifecycle stage": None, "lead status": None,
    }),
    _preset("hubspot-companies", "HubSpot", "organisation", "domain name|industry|annual revenue", {
        "record id": "reference", "name": "name", "company name": "name", "domain name": "website",
        "company domain name": "website", "industry": "sector", "phone number": "phone", "city": "city",
        "street address": "address_line", "postal code": "postal_code", "country region": "country",
        "number of employees": "headcount", "annual revenue": "revenue", "description": "description",
        "company owner": "owner_id", "lifecycle stage": None, "state region": None,
    }),
    _preset("hubspot-deals", "HubSpot", "deal", "deal name|deal stage|close date", {
        "record id": "reference", "deal name": "name", "deal stage": "stage_id", "amount": "amount",
        "close date": "closed_on", "deal owner": "owner_id", "associated company": "organisation_id",
        "pipeline": None, "deal type": None, "priority": None,
    }),
    _preset("hubspot-fr-contacts", "HubSpot", "contact", "prenom|nom|phase du cycle de vie", {
        "id de l enregistrement": "reference", "id d enregistrement": "reference", "prenom": "first_name",
        "nom": "last_name", "e mail": "email", "numero de telephone": "phone", "intitule du poste": "job_title",
        "nom de l entreprise": "organisation_id", "entreprise associee": "organisation_id",
        "proprietaire du contact": "owner_id", "phase du cycle de vie": None,
    }),
    _preset("hubspot-api-companies", "HubSpot", "organisation", "is deleted|property name|property industry", {
        "id": "reference", "property name": "name", "property description": "description",
        "property industry": "sector", "property address": "address_line", "property city": "city",
        "property country": None, "property annualrevenue": "revenue", "is deleted": None,
    }),
    _preset("hubspot-api-contacts", "HubSpot", "contact", "property email|property firstname|property lastname", {
        "id": "reference", "property email": None, "property email 1": None, "property company": "organisation_id",
        "property firstname": "first_name", "property lastname": "last_name", "property jobtitle": "job_title",
        "property annualrevenue": None,
    }),
    _preset("hubspot-api-deals", "HubSpot", "deal", "deal id|property dealname|property amount", {
        "deal id": "reference", "property dealname": "name", "property description": "description",
        "property amount": "amount", "property closedate": "expected_close_on", "property createdate": "opened_on",
        "owner id": None, "deal pipeline id": None, "deal pipeline stage id": None, "is deleted": None,
    }),
    _preset("pipedrive-deals", "Pipedrive", "deal", "deal title|deal stage|deal value", {
        "deal id": "reference", "deal title": "name", "deal value": "amount", "deal stage": "stage_id",
        "deal organization": "organisation_id", "deal owner": "owner_id", "deal expected close date":
        "expected_close_on", "deal lost reason": "lost_reason", "deal deal created": "opened_on",
        "deal probability": "probability", "deal status": None, "deal pipeline": None, "deal currency of value": None,
    }),
    _preset("pipedrive-fr-deals", "Pipedrive", "deal", "affaire titre|affaire etape|affaire valeur", {
        "affaire id": "reference", "affaire titre": "name", "affaire valeur": "amount", "affaire etape": "stage_id",
        "affaire organisation": "organisation_id", "affaire proprietaire": "owner_id",
        "affaire date de cloture prevue": "expected_close_on", "affaire raison de la perte": "lost_reason",
        "affaire probabilite": "probability", "affaire statut": None, "affaire pipeline": None,
    }),
    _preset("pipedrive-people", "Pipedrive", "contact", "person name|person email work", {
        "person id": "reference", "person name": "full_name", "person email work": "email",
        "person phone work": "phone", "person phone mobile": "mobile", "person organization": "organisation_id",
        "person owner": "owner_id", "person job title": "job_title",
    }),
    _preset("pipedrive-organisations", "Pipedrive", "organisation", "organization name|organization address", {
        "organization id": "reference", "organization name": "name", "organization owner": "owner_id",
        "organization address": "address_line", "organization website": "website",
    }),
    _preset("salesforce-accounts", "Salesforce", "organisation", "id|name|billingstreet|billingcity|industry", {
        **_SALESFORCE_OWN, "id": "reference", "name": "name", "billingstreet": "address_line",
        "billingcity": "city", "billingpostalcode": "postal_code", "billingcountry": "country",
        "billingstate": None, "shippingstreet": None, "shippingcity": None, "shippingstate": None,
        "shippingpostalcode": None, "shippingcountry": None, "phone": "phone", "fax": None, "website": "website",
        "industry": "sector", "annualrevenue": "revenue", "numberofemployees": "headcount",
        "description": "description", "accountnumber": None, "site": None, "rating": None, "ownership": None,
    }),
    _preset("salesforce-contacts", "Salesforce", "contact", "id|accountid|lastname|firstname|email", {
        **_SALESFORCE_OWN, "id": "reference", "lastname": "last_name", "firstname": "first_name",
        "salutation": "civility", "title": "job_title", "email": "email", "phone": "phone",
        "mobilephone": "mobile", "mailingstreet": "address_line", "mailingcity": "city",
        "mailingpostalcode": "postal_code", "mailingcountry": "country", "leadsource": "source",
        "description": "description",
    }),
    _preset("salesforce-opportunities", "Salesforce", "deal", "id|name|stagename|amount|closedate", {
        **_SALESFORCE_OWN, "id": "reference", "name": "name", "stagename": "stage_id", "amount": "amount",
        "probability": "probability", "closedate": "closed_on", "createddate": "opened_on", "leadsource": "source",
        "description": "description", "expectedrevenue": None, "isclosed": None, "iswon": None, "nextstep": None,
    }),
    _preset("salesforce-loader", "Salesforce", "organisation", "name|type|phone|accountnumber c|website", {
        "name": "name", "type": None, "phone": "phone", "website": "website", "annualrevenue": "revenue",
        "oracle id c": "reference", "accountnumber c": None, "parent": None, "date": None, "date only": None,
    }),
    _preset("dolibarr", "Dolibarr", "organisation", "nom|code client|fk pays", {
        "nom": "name", "client": None, "code client": "reference", "address": "address_line", "zip": "postal_code",
        "town": "city", "fk pays": None, "phone": "phone", "email": "email", "default lang": None,
        "siren": "siren", "tva intra": "vat_number", "url": "website",
    }),
    _preset("dolibarr-fr", "Dolibarr", "organisation", "nom|code client|code postal|ville|pays", {
        "nom": "name", "code client": "reference", "adresse": "address_line", "code postal": "postal_code",
        "ville": "city", "pays": "country", "telephone": "phone", "email": "email", "url": "website",
        "id prof 1": "siren", "numero tva": "vat_number",
    }),
    _preset("vcard", "vCard", "contact", "nom complet|prenom|nom|uid|anniversaire", {
        "nom complet": "full_name", "civilite": "civility", "prenom": "first_name", "nom": "last_name",
        "entreprise": "organisation_id", "service": None, "fonction": "job_title", "e mail": "email",
        "e mail 2": None, "telephone": "phone", "mobile": "mobile", "telephone 2": None, "adresse": "address_line",
        "code postal": "postal_code", "ville": "city", "pays": "country", "site web": "organisation_id.website",
        "linkedin": "linkedin_url", "note": "description", "anniversaire": None, "uid": "reference",
    }),
)  # fmt: skip


def preset_of(headings: Collection[str]) -> Preset | None:
    """The preset whose marks are all among the headers, the one with the most marks; None for any other file."""
    known = set(headings)
    fitting = [preset for preset in PRESETS if preset.marks <= known]
    return max(fitting, key=lambda preset: len(preset.marks), default=None)


def preset_named(key: str | None) -> Preset | None:
    """The preset of that key."""
    return next((preset for preset in PRESETS if preset.key == key), None)
