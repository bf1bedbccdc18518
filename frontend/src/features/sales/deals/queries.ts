import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import * as api from "../../../api";
import { type Written, written } from "../../../lib/http";
import type { StageKind } from "../pipelines/queries";

export type Deal = api.DealDetail;
export type DealRow = api.DealOut;
export type DealContact = api.DealContactOut;
export type OwnerScope = "me" | "team" | "all";

export interface DealFilters {
  owner: OwnerScope;
  /** The team meant by `owner: "team"`. */
  teamId?: string;
  pipelineId?: string;
  stageId?: string;
  status?: StageKind;
  text?: string;
  sort: string;
}

const PAGE_SIZE = 50;

const narrowing = (filters: Omit<DealFilters, "sort">) => ({
  owner: filters.owner === "me" ? "me" : undefined,
  team: filters.owner === "team" ? filters.teamId : undefined,
  pipeline_id: filters.pipelineId,
  stage_id: filters.stageId,
  status: filters.status,
  q: filters.text || undefined,
});

/** Deals that match, page by page. */
export const dealsQuery = (filters: DealFilters) =>
  infiniteQueryOptions({
    queryKey: ["deal", "list", filters],
    queryFn: async ({ pageParam, signal }) =>
      (
        await api.listDeals({
          query: {
            ...narrowing(filters),
            sort: filters.sort,
            limit: PAGE_SIZE,
            cursor: pageParam ?? undefined,
          },
          signal,
        })
      ).data,
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: (previous) => previous,
  });

/** How many deals match, counted to 10,000. */
export const dealCountQuery = (filters: Omit<DealFilters, "sort">) =>
  queryOptions({
    queryKey: ["deal", "count", filters],
    queryFn: async () => (await api.countDeals({ query: narrowing(filters) })).data,
  });

/** One deal with its contacts. */
export const dealQuery = (id: string) =>
  queryOptions({
    queryKey: ["deal", id],
    queryFn: async () => (await api.getDeal({ path: { deal_id: id } })).data,
  });

/** Makes a deal. */
export function createDeal(values: api.DealIn): Promise<Written<Deal>> {
  return written(api.createDeal({ body: values }));
}

/** Changes fields of a deal read at `version`. */
export function updateDeal(id: string, version: number, change: api.DealPatch): Promise<Written<Deal>> {
  return written(api.updateDeal({ path: { deal_id: id }, body: { ...change, version } }));
}

/** Puts a deal into the trash. */
export function deleteDeal(id: string): Promise<Written<unknown>> {
  return written(api.deleteDeal({ path: { deal_id: id } }));
}

export type DealMove = api.DealMove;

/** Moves a deal to a stage, at a place among its cards. */
export function moveDeal(id: string, move: DealMove): Promise<Written<api.DealCard>> {
  return written(api.moveDeal({ path: { deal_id: id }, body: move }));
}

/** Looks again at every list, board and count of deals. */
export function refreshDeals(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: ["deal"] });
}

export type DealChange = api.DealPatch;
export type DealLine = api.DealLineOut;
export type DealLineIn = api.DealLineIn;

/** The fields of deals, with those the workspace added. */
export const dealFieldsQuery = queryOptions({
  queryKey: ["object", "deal", "fields"],
  queryFn: async () =>
    (await api.listObjects()).data.items.find((each) => each.name === "deal")?.fields ?? [],
  staleTime: 60_000,
});

/** The currencies deals may be in; totals are in `base`. */
export const currenciesQuery = queryOptions({
  queryKey: ["currency", "list"],
  queryFn: async () => (await api.listCurrencies()).data,
  staleTime: 60_000,
});

/** VAT rates in force today. */
export const vatRatesQuery = queryOptions({
  queryKey: ["vat-rate"],
  queryFn: async () => (await api.listVatRates()).data,
  staleTime: 3_600_000,
});

/** Products still sold whose name or reference begins with the text. */
export async function findProducts(text: string, signal?: AbortSignal) {
  const { data } = await api.listProducts({
    query: { q: text || undefined, active: true, limit: 8 },
    signal,
  });
  return data.items;
}

/** What a picker offers. */
export interface NamedOption {
  id: string;
  name: string;
  detail?: string;
}

const PICKED = 8;

/** Organisations whose name begins with the text, for the picker. */
export async function findOrganisations(text: string, signal?: AbortSignal): Promise<NamedOption[]> {
  const { data } = await api.listOrganisations({
    query: { q: text || undefined, limit: PICKED, sort: "name" },
    signal,
  });
  return data.items.map(({ id, name, city }) => ({ id, name, detail: city ?? undefined }));
}

/** Makes an organisation from its name alone, while a deal is written. */
export async function createOrganisationNamed(name: string): Promise<NamedOption> {
  const { data } = await api.createOrganisation({ body: { name } });
  return { id: data.id, name: data.name };
}

/** Contacts whose name begins with the text, of one organisation when it is known. */
export async function findContacts(
  text: string,
  organisationId?: string | null,
  signal?: AbortSignal,
): Promise<NamedOption[]> {
  const { data } = await api.listContacts({
    query: {
      q: text || undefined,
      organisation_id: organisationId ?? undefined,
      limit: PICKED,
      sort: "name",
    },
    signal,
  });
  return data.items.map(({ id, name, organisation_name, job_title }) => ({
    id,
    name,
    detail: (organisationId ? job_title : organisation_name) ?? undefined,
  }));
}

/** Makes a contact from a typed name, while a deal is written. */
export async function createContactNamed(name: string, organisationId: string | null): Promise<NamedOption> {
  const [first = "", ...rest] = name.trim().split(/\s+/);
  const last = rest.join(" ");
  const { data } = await api.createContact({
    body: { first_name: last ? first : null, last_name: last || first, organisation_id: organisationId },
  });
  return { id: data.id, name: data.name };
}

/** A contact, for the means to reach it. */
export const contactReachQuery = (id: string) =>
  queryOptions({
    queryKey: ["contact", id],
    queryFn: async () => (await api.getContact({ path: { contact_id: id } })).data,
  });

/** The name of an organisation known by its id alone. */
export const organisationNameQuery = (id: string) =>
  queryOptions({
    queryKey: ["organisation", id],
    queryFn: async () => (await api.getOrganisation({ path: { organisation_id: id } })).data,
  });
