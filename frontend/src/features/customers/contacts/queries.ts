import { type QueryClient, queryOptions } from "@tanstack/react-query";
import * as api from "../../../api";
import { type Written, written } from "../../../lib/http";
import type { Count, CustomerFilters, Page } from "../organisations/queries";

export type Contact = api.ContactDetail;
export type ContactRow = api.ContactOut;

const PAGE_SIZE = 50;
const RELATED = 20;
const PEOPLE = 8;

const narrowing = (filters: CustomerFilters) => ({
  owner: filters.owner === "me" ? "me" : undefined,
  team: filters.owner === "team" ? filters.teamId : undefined,
  organisation_id: filters.organisationId,
  q: filters.text || undefined,
});

/** A page of contacts. */
export async function fetchContacts(
  filters: CustomerFilters,
  sort: string,
  cursor: string | null,
): Promise<Page<ContactRow>> {
  const query = { ...narrowing(filters), sort, limit: PAGE_SIZE, cursor: cursor ?? undefined };
  return (await api.listContacts({ query })).data;
}

/** How many contacts match, counted to 10,000. */
export async function fetchContactsCount(filters: CustomerFilters): Promise<Count> {
  return (await api.countContacts({ query: narrowing(filters) })).data;
}

/** One contact. */
export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ["contact", id],
    queryFn: async () => (await api.getContact({ path: { contact_id: id } })).data,
  });

/** Makes a contact. */
export function createContact(values: api.ContactIn): Promise<Written<Contact>> {
  return written(api.createContact({ body: values }));
}

/** Changes fields of a contact read at `version`. */
export function updateContact(
  id: string,
  version: number,
  change: api.ContactPatch,
): Promise<Written<Contact>> {
  return written(api.updateContact({ path: { contact_id: id }, body: { ...change, version } }));
}

/** Puts a contact into the trash. */
export function deleteContact(id: string): Promise<Written<unknown>> {
  return written(api.deleteContact({ path: { contact_id: id } }));
}

/** The latest deals a contact takes part in. */
export const contactDealsQuery = (id: string) =>
  queryOptions({
    queryKey: ["deal", "of-contact", id],
    queryFn: async () =>
      (await api.listContactDeals({ path: { contact_id: id }, query: { limit: RELATED } })).data,
  });

/** The first contacts of an organisation, by name. */
export const organisationContactsQuery = (id: string) =>
  queryOptions({
    queryKey: ["contact", "of-organisation", id],
    queryFn: async () =>
      (await api.listOrganisationContacts({ path: { organisation_id: id }, query: { limit: PEOPLE } })).data,
  });

/** Looks again at every list and count of contacts. */
export function refreshContacts(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: ["contact"] });
}

/** What a contact was noted to refuse, and ends of it. */
export const consentActsQuery = (id: string) =>
  queryOptions({
    queryKey: ["consents", id],
    queryFn: async () => (await api.listConsentActs({ path: { contact_id: id } })).data,
  });

/** Notes that a contact refuses channels. */
export function optOut(id: string, body: api.OptOutIn): Promise<Written<Contact>> {
  return written(api.optOutContact({ path: { contact_id: id }, body }));
}

/** Ends the refusal of a channel, with a reason. */
export function liftOptOut(id: string, body: api.LiftIn): Promise<Written<Contact>> {
  return written(api.liftContactOptOut({ path: { contact_id: id }, body }));
}
