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
import { Addresses } from "./Addresses";
import { Family } from "./Family";
import { Legal } from "./Legal";
import { OrganisationContacts } from "./OrganisationContacts";
import { OrganisationFacts, useOrganisationFields } from "./OrganisationFacts";
import { OrganisationNextStep } from "./OrganisationNextStep";
import { OrganisationSubtitle } from "./OrganisationSubtitle";
import { type LoadedOrganisation, useOrganisationRecord } from "./useOrganisationRecord";

function Head({ record }: { record: LoadedOrganisation }) {
  const { organisation } = record;
  const fields = useOrganisationFields(record);
  const keyFacts = [fields.kind, fields.phone, fields.sector, fields.headcount, fields.owner];
  return (
    <RecordHeader
      lead={<Avatar name={organisation.name} kind="company" size={40} />}
      title={organisation.name}
      subtitle={<OrganisationSubtitle organisation={organisation} />}
      actions={
        <>
          <RecordMenu
            path={`/organisations/${organisation.id}`}
            canDelete={record.canDelete}
            onDelete={() => void record.remove("page")}
          />
          <QuickActions
            phone={organisation.phone}
            email={organisation.email}
            dealPreset={{ organisation_id: organisation.id }}
            onNote={() => writeNote("organisation", organisation.id)}
          />
        </>
      }
      facts={keyFacts.map((field) => ({ label: field.label, value: <InlineValue {...field} /> }))}
    >
      <RecordSections place="head" object="organisation" id={organisation.id} canEdit={record.canEdit} />
    </RecordHeader>
  );
}

/** The full page of an organisation. */
export default function OrganisationPage() {
  const t = useCustomerMessages();
  const id = useRouteParam("organisationId");
  const record = useOrganisationRecord(id);
  const pathOf = useCallback((other: string) => `/organisations/${other}`, []);
  const { organisation } = record;
  if (record.error && !organisation)
    return (
      <ErrorState
        error={record.error}
        title={t("record.failedOrganisation")}
        onRetry={() => void record.refetch()}
      />
    );
  if (!organisation) return <RecordPageSkeleton />;
  const loaded = { ...record, organisation };
  return (
    <>
      <RecordPage
        head={
          <>
            <RecordTop
              object="organisation"
              id={id}
              pathOf={pathOf}
              crumbs={[{ label: t("organisations"), path: "/organisations" }, { label: organisation.name }]}
            />
            <Head record={loaded} />
          </>
        }
        main={
          <>
            <OrganisationNextStep record={loaded} />
            <RecordSections place="main" object="organisation" id={id} canEdit={record.canEdit} />
          </>
        }
        aside={
          <>
            <Section title={t("record.details")}>
              <OrganisationFacts record={loaded} />
            </Section>
            <OrganisationContacts record={loaded} />
            <ReachSection record={organisation} canEdit={record.canEdit} save={record.save} />
            <Addresses record={loaded} />
            <Legal record={loaded} />
            <Family record={loaded} />
            <RelatedDeals deals={record.deals} preset={{ organisation_id: id }} />
            <RecordSections object="organisation" id={id} canEdit={record.canEdit} />
          </>
        }
      />
      {record.dialog}
    </>
  );
}
