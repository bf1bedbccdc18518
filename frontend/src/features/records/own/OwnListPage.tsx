import { Button, Skeleton, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconQuestionMark, IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useGo, useRouteParam, useUrlState, useWorkspacePath } from "../../../lib/address";
import { objectIcon } from "../../../lib/objectIcons";
import { type ObjectInfo, objectsQuery } from "../../../lib/objects";
import { useCan } from "../../../lib/session";
import { recordSequence } from "../../../lib/stores";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { PageHeader } from "../../../ui/PageHeader";
import { RelativeDate } from "../../../ui/values";
import { useShownValue } from "../fields/CustomFact";
import { useFieldMessages } from "../fields/messages";
import { CreateOwnRecord } from "./CreateOwnRecord";
import classes from "./own.module.css";
import { recordListQuery } from "./queries";

const COLUMNS = 3;

function RecordTable({ object, text }: { object: ObjectInfo; text: string }) {
  const t = useFieldMessages();
  const path = useWorkspacePath();
  const shown = useShownValue();
  const list = useInfiniteQuery(recordListQuery(object.name, text));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = object.fields.filter((field) => field.custom && field.name !== "tags").slice(0, COLUMNS);
  const title = object.fields.find((field) => field.name === object.title_field);
  const ids = rows.map((row) => row.id).join();
  useEffect(() => {
    recordSequence.set({ object: object.name, ids: ids ? ids.split(",") : [], total: null });
  }, [object.name, ids]);
  if (list.isError && !list.data)
    return <ErrorState error={list.error} title={t("own.listError")} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <Skeleton height={240} radius="sm" />;
  if (rows.length === 0)
    return (
      <EmptyState
        icon={objectIcon(object.icon)}
        title={text ? t("own.listNothing", { text }) : t("own.listEmpty")}
        text={text ? "" : t("own.listEmptyText")}
      />
    );
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen scrolls by keyboard too. */}
      <section className={classes.scroll} aria-label={object.plural} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{title?.label}</th>
              {columns.map((field) => (
                <th key={field.name} scope="col">
                  {field.label}
                </th>
              ))}
              <th scope="col">{t("own.owner")}</th>
              <th scope="col">{t("own.updated_at")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <Link to={path(`/o/${object.name}/${row.id}`)}>{row.title}</Link>
                </th>
                {columns.map((field) => (
                  <td key={field.name}>
                    {shown(field, row.values[field.name], row.labels[field.name]) ?? "–"}
                  </td>
                ))}
                <td>{(row.labels.owner_id as string | null) ?? "–"}</td>
                <td>
                  <RelativeDate value={String(row.values.updated_at)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {list.hasNextPage ? (
        <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          {t("own.more")}
        </Button>
      ) : null}
    </>
  );
}

/** The records of a custom object. */
export default function OwnListPage() {
  const t = useFieldMessages();
  const go = useGo();
  const can = useCan();
  const name = useRouteParam("object");
  const objects = useQuery(objectsQuery);
  const object = objects.data?.find((each) => each.name === name && each.custom);
  const [{ q }, setUrl] = useUrlState<{ q?: string }>({ q: undefined });
  const [typed, setTyped] = useState(q ?? "");
  const [text] = useDebouncedValue(typed, 200);
  const [creating, setCreating] = useState(false);
  useEffect(() => setUrl({ q: text || undefined }), [text, setUrl]);
  if (objects.isPending) return <Skeleton height={240} m={32} radius="sm" />;
  if (!object)
    return <EmptyState icon={IconQuestionMark} title={t("own.unknown")} text={t("own.unknownText")} />;
  return (
    <div className={classes.page}>
      <PageHeader
        title={object.plural}
        actions={
          can(`${name}.create`) ? (
            <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setCreating(true)}>
              {t("own.createRecord", { name: object.label })}
            </Button>
          ) : null
        }
      />
      <div className={classes.body}>
        <TextInput
          className={classes.search}
          aria-label={t("own.search", { name: object.plural })}
          placeholder={t("own.search", { name: object.plural })}
          leftSection={<IconSearch size={16} stroke={1.75} />}
          value={typed}
          maxLength={120}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <RecordTable key={name} object={object} text={text} />
      </div>
      {creating ? (
        <CreateOwnRecord
          object={object}
          onClose={() => setCreating(false)}
          onCreated={(id) => go(`/o/${name}/${id}`)}
        />
      ) : null}
    </div>
  );
}
