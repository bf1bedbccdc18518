import { Button, Skeleton } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconFileTypeCsv,
  IconLoader2,
  IconPlayerStop,
  IconTableImport,
} from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useGo, useWorkspacePath } from "../../../lib/address";
import type { Icon } from "../../../lib/manifest";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { PageHeader } from "../../../ui/PageHeader";
import { StateText, type Tone } from "../../../ui/Tag";
import { RelativeDate } from "../../../ui/values";
import classes from "./list.module.css";
import { useImportMessages } from "./messages";
import { objectPlural } from "./objects";
import { type ImportStatus, type ImportSummary, importsQuery } from "./queries";

const STATES: Record<ImportStatus, { icon: Icon; tone: Tone }> = {
  mapping: { icon: IconFileTypeCsv, tone: "neutral" },
  checking: { icon: IconLoader2, tone: "neutral" },
  ready: { icon: IconFileTypeCsv, tone: "neutral" },
  running: { icon: IconLoader2, tone: "accent" },
  done: { icon: IconCheck, tone: "green" },
  cancelled: { icon: IconPlayerStop, tone: "orange" },
  failed: { icon: IconAlertTriangle, tone: "red" },
  undoing: { icon: IconLoader2, tone: "accent" },
  undone: { icon: IconArrowBackUp, tone: "neutral" },
};

function ImportRow({ item }: { item: ImportSummary }) {
  const t = useImportMessages();
  const path = useWorkspacePath();
  const state = STATES[item.status];
  const parts = (["created", "updated", "refused"] as const)
    .filter((part) => item[part] > 0)
    .map((part) => t(`list.${part}`, { count: item[part] }));
  return (
    <tr>
      <th scope="row">
        <Link to={path(`/imports/${item.id}`)} className={classes.file}>
          <IconFileTypeCsv size={16} stroke={1.75} />
          <span className="truncate" title={item.file_name}>
            {item.file_name}
          </span>
        </Link>
      </th>
      <td>{objectPlural(item.object)}</td>
      <td>
        <StateText tone={state.tone} icon={state.icon}>
          {t(`status.${item.status}`)}
        </StateText>
      </td>
      <td className="tabular">{parts.join(", ") || t("rows", { count: item.rows_total })}</td>
      <td className={classes.who}>{item.member_name ?? "–"}</td>
      <td data-align="right">
        <RelativeDate value={item.created_at} />
      </td>
    </tr>
  );
}

function Empty() {
  const t = useImportMessages();
  const go = useGo();
  return (
    <EmptyState
      icon={IconTableImport}
      title={t("list.empty")}
      text={t("list.emptyText")}
      actions={<Button onClick={() => go("/imports/new")}>{t("new")}</Button>}
    />
  );
}

function Rows() {
  const t = useImportMessages();
  const imports = useInfiniteQuery(importsQuery);
  const items = imports.data?.pages.flatMap((page) => page.items);
  if (imports.isError && !items) {
    return (
      <ErrorState error={imports.error} title={t("list.errorTitle")} onRetry={() => void imports.refetch()} />
    );
  }
  if (items?.length === 0) return <Empty />;
  return (
    <div className={classes.scroller}>
      <table className={classes.table} aria-busy={!items || undefined}>
        <thead>
          <tr>
            <th scope="col">{t("list.file")}</th>
            <th scope="col">{t("list.object")}</th>
            <th scope="col">{t("list.status")}</th>
            <th scope="col">{t("list.result")}</th>
            <th scope="col" className={classes.who}>
              {t("list.who")}
            </th>
            <th scope="col" data-align="right">
              {t("list.when")}
            </th>
          </tr>
        </thead>
        <tbody>
          {items?.map((item) => <ImportRow key={item.id} item={item} />) ??
            [48, 62, 54, 70, 44].map((width) => (
              <tr key={width} aria-hidden="true">
                <td colSpan={6}>
                  <Skeleton height={10} width={`${width}%`} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      {imports.hasNextPage ? (
        <Button
          variant="subtle"
          m={16}
          loading={imports.isFetchingNextPage}
          onClick={() => void imports.fetchNextPage()}
        >
          {t("list.more")}
        </Button>
      ) : null}
    </div>
  );
}

/** Past and running imports, and the way to a new one. */
export default function ImportsPage() {
  const t = useImportMessages();
  const go = useGo();
  // The empty page has its own, only filled button.
  const empty = useInfiniteQuery(importsQuery).data?.pages[0]?.items.length === 0;
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          empty ? null : (
            <Button
              leftSection={<IconTableImport size={16} stroke={1.75} />}
              onClick={() => go("/imports/new")}
            >
              {t("new")}
            </Button>
          )
        }
      />
      <Rows />
    </>
  );
}
