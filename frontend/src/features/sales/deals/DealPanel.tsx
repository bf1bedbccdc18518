import { Button } from "@mantine/core";
import { IconNote } from "@tabler/icons-react";
import { useUrlState } from "../../../lib/address";
import type { PanelProps } from "../../../lib/manifest";
import { writeNote } from "../../../lib/noteFocus";
import { Avatar } from "../../../ui/Avatar";
import { ErrorState } from "../../../ui/ErrorState";
import { RecordSections } from "../../../ui/RecordSections";
import { PanelTabs } from "../../../ui/record/PanelTabs";
import { PanelIdentity } from "../../../ui/record/RecordHeader";
import { SidePanel, SidePanelSkeleton } from "../../../ui/SidePanel";
import { useDealMessages } from "../messages";
import { DealMenu, OutcomeButtons } from "./DealActions";
import { DealContacts } from "./DealContacts";
import { DealFacts } from "./DealFacts";
import { DealLines } from "./DealLines";
import { DealStages } from "./DealStages";
import classes from "./deals.module.css";
import { NextStepCard } from "./NextStepCard";
import { OrganisationLink } from "./OrganisationLink";
import { useDealRecord } from "./useDealRecord";

/** A deal beside the board or list. */
export default function DealPanel({ id, onClose }: PanelProps) {
  const t = useDealMessages();
  const record = useDealRecord(id);
  const [{ tab }, setUrl] = useUrlState({ tab: "record" });
  const { deal } = record;
  if (record.error && !deal) {
    return (
      <SidePanel label={t("deal")} onClose={onClose}>
        <ErrorState error={record.error} title={t("record.failed")} onRetry={() => void record.refetch()} />
      </SidePanel>
    );
  }
  if (!deal) return <SidePanelSkeleton onClose={onClose} />;
  const loaded = { ...record, deal };
  return (
    <SidePanel
      label={deal.name}
      onClose={onClose}
      fullPage={`/deals/${id}`}
      actions={<DealMenu record={loaded} place="panel" />}
    >
      <PanelIdentity
        lead={<Avatar name={deal.organisation_name ?? deal.name} kind="company" size={48} />}
        title={deal.name}
        subtitle={<OrganisationLink deal={deal} />}
      />
      <RecordSections place="head" object="deal" id={id} canEdit={record.canEdit} />
      <div className={classes.outcomes}>
        <Button
          flex={1}
          variant="default"
          leftSection={<IconNote size={16} stroke={1.75} />}
          onClick={() => {
            setUrl({ tab: "activity" });
            writeNote("deal", id);
          }}
        >
          {t("next.note")}
        </Button>
        <OutcomeButtons record={loaded} grow />
      </div>
      <DealStages record={loaded} />
      <NextStepCard record={loaded} />
      <PanelTabs value={tab} onChange={(value) => setUrl({ tab: value === "record" ? undefined : value })} />
      {tab === "activity" ? (
        <RecordSections place="main" object="deal" id={id} canEdit={record.canEdit} />
      ) : (
        <>
          <DealFacts record={loaded} all />
          <DealLines record={loaded} />
          <DealContacts record={loaded} inPanel />
          <RecordSections object="deal" id={id} canEdit={record.canEdit} />
        </>
      )}
      {record.dialogs}
    </SidePanel>
  );
}
