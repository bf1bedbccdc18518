import { useQuery } from "@tanstack/react-query";
import { organisationContactsQuery } from "../contacts/queries";
import { useCustomerRecord } from "../useCustomerRecord";
import {
  deleteOrganisation,
  type Organisation,
  organisationDealsQuery,
  organisationQuery,
  updateOrganisation,
} from "./queries";

const subtitle = (organisation: Organisation) => organisation.city ?? "";

/** An organisation with its people and deals, and what may be done with it. */
export function useOrganisationRecord(id: string) {
  const query = useQuery(organisationQuery(id));
  const deals = useQuery(organisationDealsQuery(id)).data?.items;
  const contacts = useQuery(organisationContactsQuery(id)).data;
  const actions = useCustomerRecord<Organisation>({
    object: "organisation",
    id,
    query,
    list: "/organisations",
    subtitle,
    update: updateOrganisation,
    remove: deleteOrganisation,
  });
  return {
    organisation: query.data,
    error: query.error,
    refetch: query.refetch,
    deals,
    contacts,
    ...actions,
  };
}

export type LoadedOrganisation = ReturnType<typeof useOrganisationRecord> & { organisation: Organisation };
