import { useQuery } from "@tanstack/react-query";
import { useCustomerRecord } from "../useCustomerRecord";
import { type Contact, contactDealsQuery, contactQuery, deleteContact, updateContact } from "./queries";

const subtitle = (contact: Contact) =>
  [contact.job_title, contact.organisation_name].filter(Boolean).join(", ");

/** A contact with its deals, and what may be done with it. */
export function useContactRecord(id: string) {
  const query = useQuery(contactQuery(id));
  const deals = useQuery(contactDealsQuery(id)).data?.items;
  const actions = useCustomerRecord<Contact>({
    object: "contact",
    id,
    query,
    list: "/contacts",
    subtitle,
    update: updateContact,
    remove: deleteContact,
  });
  return { contact: query.data, error: query.error, refetch: query.refetch, deals, ...actions };
}

export type LoadedContact = ReturnType<typeof useContactRecord> & { contact: Contact };
