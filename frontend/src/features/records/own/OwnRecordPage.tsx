import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useGo, useRouteParam } from "../../../lib/address";
import { useMemberOptions } from "../../../lib/members";
import { objectIcon } from "../../../lib/objectIcons";
import { type ObjectInfo, useObjectInfo } from "../../../lib/objects";
import { useCan } from "../../../lib/session";
import { ErrorState } from "../../../ui/ErrorState";
import { RecordSections } from "../../../ui/RecordSections";
import { InlineValue } from "../../../ui/record/EditableFact";
import { RecordHeader } from "../../../ui/record/RecordHeader";
import { RecordPage, RecordPageSkeleton, RecordTop } from "../../../ui/record/RecordPage";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import { RelativeDate } from "../../../ui/values";
import { useFieldMessages } from "../fields/messages";
import { type Record, recordQuery, saveValue } from "../fields/queries";
import classes from "./own.module.css";
import { deleteOwnRecord } from "./queries";

function Head({ object, record, canEdit }: { object: ObjectInfo; record: Record; canEdit: boolean }) {
  const t = useFieldMessages();
  const queries = useQueryClient();
  const go = useGo();
  const can = useCan();
  const members = useMemberOptions();
  const OwnIcon = objectIcon(object.icon);
  const title = object.fields.find((field) => field.name === "name")?.label ?? "";
  const save = (name: string, value: unknown) => saveValue(queries, object.name, record.id, name, value);
  const remove = async () => {
    try {
      const { changeSetId } = await deleteOwnRecord(object.name, record.id);
      go(`/o/${object.name}`);
      notifyUndo(t("own.recordDeleted", { name: record.title }), changeSetId);
      await queries.invalidateQueries({ queryKey: [object.name, "list"] });
    } catch (error) {
      notifyProblem(error);
    }
  };
  return (
    <RecordHeader
      lead={
        <span className={classes.lead}>
          <OwnIcon size={20} stroke={1.75} />
        </span>
      }
      title={record.title}
      subtitle={object.label}
      actions={
        can(`${object.name}.delete`) ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t("tags.actions", { name: record.title })}>
                <IconDots size={16} stroke={1.75} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} stroke={1.75} />}
                onClick={() => void remove()}
              >
                {t("own.deleteRecord")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null
      }
      facts={[
        {
          label: title,
          value: (
            <InlineValue
              label={title}
              value={record.title}
              editable={canEdit}
              onSave={(value) => save("name", value.trim())}
            />
          ),
        },
        {
          label: t("own.owner"),
          value: (
            <InlineValue
              label={t("own.owner")}
              value={(record.values.owner_id as string | null) ?? ""}
              shown={(record.labels.owner_id as string | null) ?? undefined}
              options={[
                { value: "", label: "–" },
                ...members.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              editable={canEdit}
              onSave={(value) => save("owner_id", value || null)}
            />
          ),
        },
        { label: t("own.created_at"), value: <RelativeDate value={String(record.values.created_at)} /> },
      ]}
    >
      <RecordSections place="head" object={object.name} id={record.id} canEdit={canEdit} />
    </RecordHeader>
  );
}

/** The page of a record of a custom object. */
export default function OwnRecordPage() {
  const t = useFieldMessages();
  const can = useCan();
  const name = useRouteParam("object");
  const id = useRouteParam("recordId");
  const object = useObjectInfo(name);
  const record = useQuery(recordQuery(name, id));
  const pathOf = useCallback((other: string) => `/o/${name}/${other}`, [name]);
  if (record.isError && !record.data)
    return (
      <ErrorState error={record.error} title={t("own.recordError")} onRetry={() => void record.refetch()} />
    );
  if (!record.data || !object) return <RecordPageSkeleton />;
  const canEdit = can(`${name}.edit`);
  const shared = { object: name, id, canEdit };
  return (
    <RecordPage
      head={
        <>
          <RecordTop
            object={name}
            id={id}
            pathOf={pathOf}
            crumbs={[{ label: object.plural, path: `/o/${name}` }, { label: record.data.title }]}
          />
          <Head object={object} record={record.data} canEdit={canEdit} />
        </>
      }
      main={<RecordSections place="main" {...shared} />}
      aside={<RecordSections {...shared} />}
    />
  );
}
