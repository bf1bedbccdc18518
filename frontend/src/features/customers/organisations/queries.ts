import { type QueryClient, queryOptions } from "@tanstack/react-query";
import * as api from "../../../api";
import { type Written, written } from "../../../lib/http";

export type Organisation = api.OrganisationDetail;
export type OrganisationRow = api.OrganisationOut;
export type OrganisationKind = OrganisationRow["kind"];
export type RelatedDeal = api.DealOut;
export type Count = api.Count;
export type OwnerScope = "me" | "team" | "all";

export const ORGANISATION_KINDS: OrganisationKind[] = [
  "prospect",
  "client",
  "partner",
  "supplier",
  "competitor",
  "other",
];

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** What a list of contacts or organisations is narrowed to. */
export interface CustomerFilters {
  owner: OwnerScope;
  /** The team meant by `owner: "team"`. */
  teamId?: string;
  kind?: OrganisationKind;
  organisationId?: string;
  text?: string;
}

const PAGE_SIZE = 50;
const RELATED = 20;

const narrowing = (filters: CustomerFilters) => ({
  owner: filters.owner === "me" ? "me" : undefined,
  team: filters.owner === "team" ? filters.teamId : undefined,
  kind: filters.kind,
  q: filters.text || undefined,
});

/** A page of organisations. */
export async function fetchOrganisations(
  filters: CustomerFilters,
  sort: string,
  cursor: string | null,
  limit = PAGE_SIZE,
): Promise<Page<OrganisationRow>> {
  const query = { ...narrowing(filters), sort, limit, cursor: cursor ?? undefined };
  return (await api.listOrganisations({ query })).data;
}

/** How many organisations match, counted to 10,000. */
export async function fetchOrganisationsCount(filters: CustomerFilters): Promise<Count> {
  return (await api.countOrganisations({ query: narrowing(filters) })).data;
}

/** Organisations whose name begins with the text, for a picker. */
export async function findOrganisations(text: string) {
  const { items } = await fetchOrganisations({ owner: "all", text }, "name", null, 8);
  return items.map(({ id, name, city }) => ({ id, name, detail: city ?? undefined }));
}

/** One organisation. */
export const organisationQuery = (id: string) =>
  queryOptions({
    queryKey: ["organisation", id],
    queryFn: async () => (await api.getOrganisation({ path: { organisation_id: id } })).data,
  });

/** Makes an organisation. */
export function createOrganisation(values: api.OrganisationIn): Promise<Written<Organisation>> {
  return written(api.createOrganisation({ body: values }));
}

/** Changes fields of an organisation read at `version`. */
export function updateOrganisation(
  id: string,
  version: number,
  change: api.OrganisationPatch,
): Promise<Written<Organisation>> {
  return written(api.updateOrganisation({ path: { organisation_id: id }, body: { ...change, version } }));
}

/** Puts an organisation into the trash; its contacts and deals stay. */
export function deleteOrganisation(id: string): Promise<Written<unknown>> {
  return written(api.deleteOrganisation({ path: { organisation_id: id } }));
}

/** The latest deals with an organisation. */
export const organisationDealsQuery = (id: string) =>
  queryOptions({
    queryKey: ["deal", "of-organisation", id],
    queryFn: async () =>
      (await api.listOrganisationDeals({ path: { organisation_id: id }, query: { limit: RELATED } })).data,
  });

/** Looks again at every list and count of organisations. */
export function refreshOrganisations(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: ["organisation"] });
}

/** The group an organisation belongs to; a new version of the record is asked again. */
export const familyQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["organisation", "family", id, version],
    queryFn: async () => (await api.getOrganisationFamily({ path: { organisation_id: id } })).data,
  });
