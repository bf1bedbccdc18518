"""What records said before they had lists becomes the first entry of each list."""

DEPARTMENT = (
    "CASE WHEN country = 'FR' AND postal_code ~ '^[0-9]{5}$' THEN"
    " CASE WHEN left(postal_code, 2) IN ('97', '98') THEN left(postal_code, 3)"
    " WHEN left(postal_code, 2) = '20' THEN CASE WHEN postal_code < '20200' THEN '2A' ELSE '2B' END"
    " ELSE left(postal_code, 2) END END"
)

STATEMENTS = (
    f"UPDATE customers_organisation SET department = {DEPARTMENT} WHERE postal_code IS NOT NULL",  # noqa: S608
    "INSERT INTO customers_organisation_kind (workspace_id, organisation_id, kind, position)"
    " SELECT workspace_id, id, kind, 0 FROM customers_organisation",
    "INSERT INTO customers_organisation_email"
    " (workspace_id, organisation_id, position, kind, is_primary, address, validity)"
    " SELECT workspace_id, id, 0, 'general', true, email, 'unknown' FROM customers_organisation"
    " WHERE email IS NOT NULL",
    "INSERT INTO customers_organisation_phone"
    " (workspace_id, organisation_id, position, kind, is_primary, number, validity)"
    " SELECT workspace_id, id, 0, 'switchboard', true, phone, 'unknown' FROM customers_organisation"
    " WHERE phone IS NOT NULL",
    "INSERT INTO customers_organisation_address (workspace_id, organisation_id, position, kind, is_primary, street,"
    " postal_code, city, country, department)"
    " SELECT workspace_id, id, 0, 'head_office', true, address_line, postal_code, city, country, department"
    " FROM customers_organisation WHERE coalesce(address_line, postal_code, city) IS NOT NULL",
    "INSERT INTO customers_contact_email (workspace_id, contact_id, position, kind, is_primary, address, validity)"
    " SELECT workspace_id, id, 0, 'work', true, email, 'unknown' FROM customers_contact WHERE email IS NOT NULL",
    "INSERT INTO customers_contact_phone (workspace_id, contact_id, position, kind, is_primary, number, validity)"
    " SELECT workspace_id, id, 0, 'work', true, phone, 'unknown' FROM customers_contact WHERE phone IS NOT NULL",
    "INSERT INTO customers_contact_phone (workspace_id, contact_id, position, kind, is_primary, number, validity)"
    " SELECT workspace_id, id, CASE WHEN phone IS NULL THEN 0 ELSE 1 END, 'mobile', phone IS NULL, mobile, 'unknown'"
    " FROM customers_contact WHERE mobile IS NOT NULL",
    "INSERT INTO customers_affiliation (workspace_id, contact_id, position, organisation_id, is_main)"
    " SELECT workspace_id, id, 0, organisation_id, true FROM customers_contact WHERE organisation_id IS NOT NULL",
)
