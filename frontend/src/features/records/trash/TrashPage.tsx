import { ActionIcon, Button, Skeleton, Tooltip } from "@mantine/core";
import { IconFilterOff, IconNote, IconPaperclip, IconTrash, IconTrashX } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useUrlState } from "../../../lib/address";
import { translate } from "../../../lib/i18n";
import type { Icon } from "../../../lib/manifest";
import { recordKind, recordKinds } from "../../../lib/recordKinds";
import { useCan } from "../../../lib/session";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { FilterBar, ToggleChip } from "../../../ui/table/FilterBar";
import { notifyDone, notifyProblem } from "../../../ui/toasts";
import { RelativeDate } from "../../../ui/values";
import { useTrashMessages } from "./messages";
import { purge, restore, type TrashItem, trashQuery } from "./queries";
import { daysLeft } from "./rules";
import classes from "./trash.module.css";

const ICONS: Record<string, Icon> = { note: IconNote, file: IconPaperclip };
const OWN_KINDS = ["note", "file"] as const;

function kindName(object: string): string {
  const kind = recordKind(object);
  if (kind) return translate(kind.plural.ns, kind.plural.key);
  return translate("trash", `kinds.${object}`);
}

const kindIcon = (object: string): Icon => recordKind(object)?.icon ?? ICONS[object] ?? IconTrash;

function TrashRow({ item }: { item: TrashItem }) {
  const t = useTrashMessages();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const canPurge = useCan()("trash.purge");
  const KindIcon = kindIcon(item.object);
  const name = item.name || t("unnamed");
  const left = daysLeft(item.deleted_at, Date.now());
  const bringBack = async () => {
    setBusy(true);
    try {
      await restore(item);
      notifyDone(t("restored", { name }));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["trash"] }),
        queries.invalidateQueries({ queryKey: [item.object] }),
      ]);
    } catch (error) {
      notifyProblem(error);
      setBusy(false);
    }
  };
  const remove = async () => {
    await purge(item);
    notifyDone(t("purged", { name }));
    await queries.invalidateQueries({ queryKey: ["trash"] });
  };
  return (
    <li className={classes.row}>
      <span className={classes.icon}>
        <KindIcon size={18} stroke={1.75} />
      </span>
      <span className={classes.text}>
        <span className={`${classes.name} truncate`} title={name}>
          {name}
        </span>
        <span className={`${classes.facts} truncate`}>
          {kindName(item.object)}
          {item.deleted_by ? `, ${item.deleted_by}` : ""}
        </span>
      </span>
      <span className={classes.when}>
        <RelativeDate value={item.deleted_at} />
        <span className={classes.left} data-soon={left <= 3 || undefined}>
          {left <= 0 ? t("lastDay") : t("left", { count: left })}
        </span>
      </span>
      {canPurge ? (
        <Tooltip label={t("purge")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("purgeOf", { name })}
            onClick={() => setAsking(true)}
          >
            <IconTrashX size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      ) : null}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("purgeTitle", { name })}
        text={t("purgeText")}
        confirm={t("purge")}
        danger
        onConfirm={remove}
      />
      <Button
        variant="default"
        size="xs"
        loading={busy}
        aria-label={t("restoreOf", { name })}
        onClick={() => void bringBack()}
      >
        {t("restore")}
      </Button>
    </li>
  );
}

function Empty({ object, onAll }: { object: string; onAll: () => void }) {
  const t = useTrashMessages();
  if (!object) {
    return <EmptyState icon={IconTrash} tone="done" title={t("empty")} text={t("emptyText")} />;
  }
  return (
    <EmptyState
      icon={IconFilterOff}
      title={t("emptyKind")}
      actions={
        <Button variant="default" onClick={onAll}>
          {t("showAll")}
        </Button>
      }
    />
  );
}

/** Deleted records by kind, each one click from being back. */
export default function TrashPage() {
  const t = useTrashMessages();
  const [{ kind }, setUrl] = useUrlState({ kind: "" });
  const trash = useInfiniteQuery(trashQuery(kind));
  const items = trash.data?.pages.flatMap((page) => page.items);
  const show = (object: string) => setUrl({ kind: object || (undefined as never) });
  const kinds = [...recordKinds.use().map((each) => each.object), ...OWN_KINDS];
  return (
    <div className={classes.page}>
      <h2 className={classes.title}>{t("title")}</h2>
      <p className={classes.hint}>{t("hint")}</p>
      <div className={classes.filters}>
        <FilterBar>
          <ToggleChip label={t("all")} on={!kind} onChange={() => show("")} />
          {kinds.map((object) => (
            <ToggleChip
              key={object}
              label={kindName(object)}
              icon={kindIcon(object)}
              on={kind === object}
              onChange={(on) => show(on ? object : "")}
            />
          ))}
        </FilterBar>
      </div>
      {trash.isError && !items ? (
        <ErrorState error={trash.error} title={t("errorTitle")} onRetry={() => void trash.refetch()} />
      ) : items?.length === 0 ? (
        <Empty object={kind} onAll={() => show("")} />
      ) : (
        <ul className={classes.list} aria-busy={!items || undefined}>
          {items?.map((item) => <TrashRow key={`${item.object}-${item.id}`} item={item} />) ??
            [180, 240, 150, 210].map((width) => (
              <li key={width} className={classes.row} aria-hidden="true">
                <Skeleton circle height={20} />
                <Skeleton height={10} width={width} />
              </li>
            ))}
        </ul>
      )}
      {trash.hasNextPage ? (
        <Button
          variant="subtle"
          mt={8}
          loading={trash.isFetchingNextPage}
          onClick={() => void trash.fetchNextPage()}
        >
          {t("more")}
        </Button>
      ) : null}
    </div>
  );
}
