import { useCallback } from "react";
import { usePanel, useRouteParam } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { Avatar } from "../../../ui/Avatar";
import { ErrorState } from "../../../ui/ErrorState";
import { RecordSections } from "../../../ui/RecordSections";
import { RecordHeader, Section } from "../../../ui/record/RecordHeader";
import { RecordPage, RecordPageSkeleton, RecordTop } from "../../../ui/record/RecordPage";
import { useDealMessages } from "../messages";
import { DealMenu, OutcomeButtons } from "./DealActions";
import { DealContacts } from "./DealContacts";
import { DealFacts, useKeyFacts } from "./DealFacts";
import { DealLines } from "./DealLines";
import { DealStages } from "./DealStages";
import { NextStepCard } from "./NextStepCard";
import { OrganisationLink } from "./OrganisationLink";
import { type LoadedDealRecord, useDealRecord } from "./useDealRecord";

function DealHead({ record }: { record: LoadedDealRecord }) {
  const t = useDealMessages();
  const format = useFormat();
  const { deal } = record;
  const facts = useKeyFacts(record);
  return (
    <RecordHeader
      lead={<Avatar name={deal.organisation_name ?? deal.name} kind="company" size={40} />}
      title={deal.name}
      subtitle={
        <>
          <OrganisationLink deal={deal} />
          {deal.organisation_name ? ", " : ""}
          {t("record.createdOn", { date: format.date(deal.created_at) })}
        </>
      }
      actions={
        <>
          <DealMenu record={record} place="page" />
          <OutcomeButtons record={record} />
        </>
      }
      facts={facts}
    >
      <RecordSections place="head" object="deal" id={deal.id} canEdit={record.canEdit} />
      <DealStages record={record} />
    </RecordHeader>
  );
}

/** The full page of a deal. */
export default function DealPage() {
  const t = useDealMessages();
  const id = useRouteParam("dealId");
  const record = useDealRecord(id);
  const { panel } = usePanel();
  const pathOf = useCallback((other: string) => `/deals/${other}`, []);
  const { deal } = record;
  if (record.error && !deal)
    return (
      <ErrorState error={record.error} title={t("record.failed")} onRetry={() => void record.refetch()} />
    );
  if (!deal) return <RecordPageSkeleton />;
  const loaded = { ...record, deal };
  return (
    <>
      <RecordPage
        head={
          <>
            <RecordTop
              object="deal"
              id={id}
              pathOf={pathOf}
              crumbs={[
                { label: t("pipeline"), path: "/pipeline" },
                { label: deal.pipeline_name, path: `/pipeline/${deal.pipeline_id}` },
                { label: deal.name },
              ]}
            />
            <DealHead record={loaded} />
          </>
        }
        main={
          <>
            <NextStepCard record={loaded} />
            <RecordSections place="main" object="deal" id={id} canEdit={record.canEdit} />
          </>
        }
        aside={
          <>
            <Section title={t("record.details")}>
              <DealFacts record={loaded} />
            </Section>
            <DealLines record={loaded} />
            <DealContacts record={loaded} inPanel={panel !== null} />
            <RecordSections object="deal" id={id} canEdit={record.canEdit} />
          </>
        }
      />
      {record.dialogs}
    </>
  );
}
