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
import { Addresses } from "./Addresses";
import { Family } from "./Family";
import { Legal } from "./Legal";
import { OrganisationContacts } from "./OrganisationContacts";
import { OrganisationFacts } from "./OrganisationFacts";
import { OrganisationNextStep } from "./OrganisationNextStep";
import { OrganisationSubtitle } from "./OrganisationSubtitle";
import { useOrganisationRecord } from "./useOrganisationRecord";

/** An organisation beside its list. */
export default function OrganisationPanel({ id, onClose }: PanelProps) {
  const t = useCustomerMessages();
  const record = useOrganisationRecord(id);
  const [{ tab }, setUrl] = useUrlState({ tab: "record" as string | undefined });
  const { organisation } = record;
  if (record.error && !organisation)
    return (
      <SidePanel label={t("organisation")} onClose={onClose}>
        <ErrorState
          error={record.error}
          title={t("record.failedOrganisation")}
          onRetry={() => void record.refetch()}
        />
      </SidePanel>
    );
  if (!organisation) return <SidePanelSkeleton onClose={onClose} />;
  const loaded = { ...record, organisation };
  return (
    <SidePanel
      label={organisation.name}
      onClose={onClose}
      fullPage={`/organisations/${id}`}
      actions={
        <RecordMenu
          path={`/organisations/${id}`}
          canDelete={record.canDelete}
          onDelete={() => void record.remove("panel")}
        />
      }
    >
      <PanelIdentity
        lead={<Avatar name={organisation.name} kind="company" size={48} />}
        title={organisation.name}
        subtitle={<OrganisationSubtitle organisation={organisation} />}
      />
      <RecordSections place="head" object="organisation" id={id} canEdit={record.canEdit} />
      <QuickActions
        phone={organisation.phone}
        email={organisation.email}
        dealPreset={{ organisation_id: id }}
        onNote={() => {
          setUrl({ tab: "activity" });
          writeNote("organisation", id);
        }}
      />
      <OrganisationNextStep record={loaded} />
      <PanelTabs
        value={tab ?? "record"}
        onChange={(value) => setUrl({ tab: value === "record" ? undefined : value })}
      />
      {tab === "activity" ? (
        <RecordSections place="main" object="organisation" id={id} canEdit={record.canEdit} />
      ) : (
        <>
          <OrganisationFacts record={loaded} all />
          <OrganisationContacts record={loaded} />
          <ReachSection record={organisation} canEdit={record.canEdit} save={record.save} />
          <Addresses record={loaded} />
          <Legal record={loaded} />
          <Family record={loaded} />
          <RelatedDeals deals={record.deals} preset={{ organisation_id: id }} />
          <RecordSections object="organisation" id={id} canEdit={record.canEdit} />
        </>
      )}
      {record.dialog}
    </SidePanel>
  );
}
