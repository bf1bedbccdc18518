import { Link } from "@tanstack/react-router";
import { useWorkspacePath } from "../../../lib/address";
import { useCustomerMessages } from "../messages";
import type { Contact } from "./queries";

/** Job and organisation of a contact, in one line. */
export function ContactSubtitle({ contact }: { contact: Contact }) {
  const t = useCustomerMessages();
  const path = useWorkspacePath();
  return (
    <>
      {contact.job_title && contact.organisation_id
        ? t("record.at", { job: contact.job_title })
        : contact.job_title}
      {contact.organisation_id ? (
        <Link to={path(`/organisations/${contact.organisation_id}`)}>{contact.organisation_name}</Link>
      ) : null}
    </>
  );
}
