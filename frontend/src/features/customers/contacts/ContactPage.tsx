import { useCallback } from "react";
import { useRouteParam } from "../../../lib/address";
import { writeNote } from "../../../lib/noteFocus";
import { Avatar } from "../../../ui/Avatar";
import { ErrorState } from "../../../ui/ErrorState";
import { RecordSections } from "../../../ui/RecordSections";
import { InlineValue } from "../../../ui/record/EditableFact";
import { RecordHeader, Section } from "../../../ui/record/RecordHeader";
import { RecordPage, RecordPageSkeleton, RecordTop } from "../../../ui/record/RecordPage";
import { ReachSection } from "../details/ReachSection";
import { useCustomerMessages } from "../messages";
import { QuickActions } from "../QuickActions";
import { RecordMenu } from "../RecordMenu";
import { RelatedDeals } from "../RelatedDeals";
import { Affiliations } from "./Affiliations";
import { Consents } from "./Consents";
import { ContactFacts, useContactFields } from "./ContactFacts";
import { ContactNextStep } from "./ContactNextStep";
import { ContactSubtitle } from "./ContactSubtitle";
import { type LoadedContact, useContactRecord } from "./useContactRecord";

function Head({ record }: { record: LoadedContact }) {
  const { contact } = record;
  const fields = useContactFields(record);
  const keyFacts = [fields.mobile, fields.email, fields.job, fields.owner];
  return (
    <RecordHeader
      lead={<Avatar name={contact.name} size={40} />}
      title={contact.name}
      subtitle={<ContactSubtitle contact={contact} />}
      actions={
        <>
          <RecordMenu
            path={`/contacts/${contact.id}`}
            canDelete={record.canDelete}
            onDelete={() => void record.remove("page")}
          />
          <QuickActions
            phone={contact.mobile ?? contact.phone}
            email={contact.email}
            dealPreset={{ contact_id: contact.id }}
            onNote={() => writeNote("contact", contact.id)}
          />
        </>
      }
      facts={keyFacts.map((field) => ({ label: field.label, value: <InlineValue {...field} /> }))}
    >
      <RecordSections place="head" object="contact" id={contact.id} canEdit={record.canEdit} />
    </RecordHeader>
  );
}

/** The full page of a contact. */
export default function ContactPage() {
  const t = useCustomerMessages();
  const id = useRouteParam("contactId");
  const record = useContactRecord(id);
  const pathOf = useCallback((other: string) => `/contacts/${other}`, []);
  const { contact } = record;
  if (record.error && !contact)
    return (
      <ErrorState
        error={record.error}
        title={t("record.failedContact")}
        onRetry={() => void record.refetch()}
      />
    );
  if (!contact) return <RecordPageSkeleton />;
  const loaded = { ...record, contact };
  return (
    <>
      <RecordPage
        head={
          <>
            <RecordTop
              object="contact"
              id={id}
              pathOf={pathOf}
              crumbs={[{ label: t("contacts"), path: "/contacts" }, { label: contact.name }]}
            />
            <Head record={loaded} />
          </>
        }
        main={
          <>
            <ContactNextStep record={loaded} />
            <RecordSections place="main" object="contact" id={id} canEdit={record.canEdit} />
          </>
        }
        aside={
          <>
            <Section title={t("record.details")}>
              <ContactFacts record={loaded} />
            </Section>
            <ReachSection person record={contact} canEdit={record.canEdit} save={record.save} />
            <Affiliations record={loaded} />
            <Consents record={loaded} />
            <RelatedDeals deals={record.deals} preset={{ contact_id: id }} />
            <RecordSections object="contact" id={id} canEdit={record.canEdit} />
          </>
        }
      />
      {record.dialog}
    </>
  );
}
