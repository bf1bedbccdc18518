import { type QueryClient, queryOptions } from "@tanstack/react-query";
import * as api from "../../../api";
import { type Written, written } from "../../../lib/http";

export type Company = api.CompanyOut;
export type Proposal = api.ProposalOut;
export type Registry = api.RegistryOut;

/** Whether the register is asked, and its last comparison. */
export const registryQuery = () =>
  queryOptions({
    queryKey: ["company-registry"],
    queryFn: async () => (await api.getCompanyRegistry()).data,
    staleTime: 60_000,
  });

/** Companies by name, SIREN or SIRET. */
export const companiesQuery = (text: string) =>
  queryOptions({
    queryKey: ["company-registry", "companies", text],
    queryFn: async ({ signal }) => (await api.searchCompanies({ query: { q: text }, signal })).data,
    staleTime: 600_000,
    retry: false,
  });

/** Changes to decide on. */
export const proposalsQuery = () =>
  queryOptions({
    queryKey: ["company-registry", "proposals"],
    queryFn: async () => (await api.listRegistryProposals({ query: { status: "open" } })).data,
  });

/** Asks the register from now on, or no longer. */
export async function switchRegistry(enabled: boolean): Promise<Registry> {
  return (await api.switchCompanyRegistry({ body: { enabled } })).data;
}

/** Compares every organisation now. */
export async function compareNow(): Promise<Registry> {
  return (await api.compareWithRegistry()).data;
}

/** Accepts or ignores a change. */
export function decide(id: string, accepted: boolean): Promise<Written<api.OrganisationDetail>> {
  const path = { proposal_id: id };
  return written(accepted ? api.acceptRegistryProposal({ path }) : api.ignoreRegistryProposal({ path }));
}

/** Makes an organisation from a form the register filled. */
export function createFromRegistry(
  siren: string,
  values: api.OrganisationIn,
): Promise<Written<api.OrganisationDetail>> {
  return written(api.createOrganisationFromRegistry({ body: { siren, values } }));
}

/** Takes fields of an organisation from the register. */
export function fillFromRegistry(id: string, body: api.FillIn): Promise<Written<api.OrganisationDetail>> {
  return written(api.fillOrganisationFromRegistry({ path: { organisation_id: id }, body }));
}

/** Looks again at everything about the register. */
export function refreshRegistry(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: ["company-registry"] });
}
