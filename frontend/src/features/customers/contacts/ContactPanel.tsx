import { useUrlState } from "../../../lib/address";
import type { PanelProps } from "../../../lib/manifest";
import { writeNote } from "../../../lib/noteFocus";
import { Avatar } from "../../../ui/Avatar";
import { ErrorState } from "../../../ui/ErrorState";
import { RecordSections } from "../../../ui/RecordSections";
import { PanelTabs } from "../../../ui/record/PanelTabs";
import { PanelIdentity } from "../../../ui/record/RecordHeader";
import { SidePanel, SidePanelSkeleton } from "../../../ui/SidePanel";
import { ReachSection } from "../details/ReachSection";
import { useCustomerMessages } from "../messages";
import { QuickActions } from "../QuickActions";
import { RecordMenu } from "../RecordMenu";
import { RelatedDeals } from "../RelatedDeals";
import { Affiliations } from "./Affiliations";
import { Consents } from "./Consents";
import { ContactFacts } from "./ContactFacts";
import { ContactNextStep } from "./ContactNextStep";
import { ContactSubtitle } from "./ContactSubtitle";
import { useContactRecord } from "./useContactRecord";

/** A contact beside its list. */
export default function ContactPanel({ id, onClose }: PanelProps) {
  const t = useCustomerMessages();
  const record = useContactRecord(id);
  const [{ tab }, setUrl] = useUrlState({ tab: "record" as string | undefined });
  const { contact } = record;
  if (record.error && !contact)
    return (
      <SidePanel label={t("contact")} onClose={onClose}>
        <ErrorState
          error={record.error}
          title={t("record.failedContact")}
          onRetry={() => void record.refetch()}
        />
      </SidePanel>
    );
  if (!contact) return <SidePanelSkeleton onClose={onClose} />;
  const loaded = { ...record, contact };
  return (
    <SidePanel
      label={contact.name}
      onClose={onClose}
      fullPage={`/contacts/${id}`}
      actions={
        <RecordMenu
          path={`/contacts/${id}`}
          canDelete={record.canDelete}
          onDelete={() => void record.remove("panel")}
        />
      }
    >
      <PanelIdentity
        lead={<Avatar name={contact.name} size={48} />}
        title={contact.name}
        subtitle={<ContactSubtitle contact={contact} />}
      />
      <RecordSections place="head" object="contact" id={id} canEdit={record.canEdit} />
      <QuickActions
        phone={contact.mobile ?? contact.phone}
        email={contact.email}
        dealPreset={{ contact_id: id }}
        onNote={() => {
          setUrl({ tab: "activity" });
          writeNote("contact", id);
        }}
      />
      <ContactNextStep record={loaded} />
      <PanelTabs
        value={tab ?? "record"}
        onChange={(value) => setUrl({ tab: value === "record" ? undefined : value })}
      />
      {tab === "activity" ? (
        <RecordSections place="main" object="contact" id={id} canEdit={record.canEdit} />
      ) : (
        <>
          <ContactFacts record={loaded} all />
          <ReachSection person record={contact} canEdit={record.canEdit} save={record.save} />
          <Affiliations record={loaded} />
          <Consents record={loaded} />
          <RelatedDeals deals={record.deals} preset={{ contact_id: id }} />
          <RecordSections object="contact" id={id} canEdit={record.canEdit} />
        </>
      )}
      {record.dialog}
    </SidePanel>
  );
}
