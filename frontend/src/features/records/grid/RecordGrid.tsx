import { useMediaQuery } from "@mantine/hooks";
import { IconMail, IconPhone, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { useGo, usePanel } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { moveColumn, widthOf } from "../../../lib/grid/columns";
import { both, completeOnly } from "../../../lib/grid/filters";
import { NOTHING, type Selection } from "../../../lib/grid/selection";
import { toggleSort, writeSort } from "../../../lib/grid/state";
import type { FilterGroup, GridObject, GridRow } from "../../../lib/grid/types";
import { recordGrid } from "../../../lib/grids";
import { translate } from "../../../lib/i18n";
import type { RecordGridProps } from "../../../lib/manifest";
import { Problem } from "../../../lib/problem";
import { recordKind } from "../../../lib/recordKinds";
import { useCan } from "../../../lib/session";
import { ErrorState } from "../../../ui/ErrorState";
import { CellEditor } from "../../../ui/grid/CellEditor";
import { Grid } from "../../../ui/grid/Grid";
import { GridCards, type SwipeAction } from "../../../ui/grid/GridCards";
import type { GridProps, ShownColumn } from "../../../ui/grid/types";
import { Tag } from "../../../ui/Tag";
import { TableFooter } from "../../../ui/table/TableFooter";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import type { SelectionBody } from "./bulkQueries";
import { ExportDialog } from "./ExportDialog";
import { GridEmpty } from "./GridEmpty";
import { GridFilters } from "./GridFilters";
import { ChangedView, Head } from "./GridHead";
import { GridSelection } from "./GridSelection";
import { GridTools } from "./GridTools";
import styles from "./grid.module.css";
import { useGridMessages } from "./messages";
import { type Asked, countQuery, deleteRecord, type Group, objectsQuery } from "./queries";
import { useCellSave } from "./useCellSave";
import { useGridLines } from "./useGridLines";
import { useGridState } from "./useGridState";
import { useHeadActions } from "./useHeadActions";
import { useSentences, useSources } from "./useSources";
import { ViewBar } from "./ViewBar";

const NEVER_EDITED = new Set(["long_text"]);
const REACH_KINDS = ["phone", "email"];

function useShownColumns(
  described: GridObject,
  state: ReturnType<typeof useGridState>["state"],
  editable: boolean,
): ShownColumn[] {
  return useMemo(
    () =>
      state.columns.flatMap((column): ShownColumn[] => {
        const field = described.fields.find((each) => each.name === column.field);
        if (!field) return [];
        const isTitle = field.name === described.title_field;
        return [
          {
            id: field.name,
            field,
            label: field.label,
            width: widthOf(column, field, isTitle),
            pinned: Boolean(column.pinned),
            isTitle,
            sortable: field.sortable,
            editable: editable && field.writable && !NEVER_EDITED.has(field.kind),
          },
        ];
      }),
    [described, state.columns, editable],
  );
}

/** The fields asked of the server: the columns, and what their cells and swipes need beside. */
function fieldsToAsk(described: GridObject, columns: ShownColumn[], phone: boolean): string[] {
  const known = new Set(described.fields.map((field) => field.name));
  const wanted = new Set(columns.map((column) => column.id));
  if (columns.some((column) => column.field.kind === "money") && known.has("currency"))
    wanted.add("currency");
  if (phone)
    for (const field of described.fields) if (REACH_KINDS.includes(field.kind)) wanted.add(field.name);
  // In one order, so that moving a column asks nothing anew.
  return [...wanted].sort();
}

function useSwipes(described: GridObject) {
  const can = useCan();
  const t = useGridMessages();
  const queries = useQueryClient();
  const mayDelete = can(`${described.name}.delete`);
  const reachable = described.fields.filter((field) => REACH_KINDS.includes(field.kind));
  const swipeRight = (row: GridRow): SwipeAction | null => {
    const phones = reachable.filter((field) => field.kind === "phone");
    const found = [...phones, ...reachable].find((field) => row.values[field.name]);
    if (!found) return null;
    const phone = found.kind === "phone";
    return {
      label: t(phone ? "swipe.call" : "swipe.write"),
      icon: phone ? <IconPhone size={20} stroke={1.75} /> : <IconMail size={20} stroke={1.75} />,
      run: () => window.location.assign(`${phone ? "tel" : "mailto"}:${String(row.values[found.name])}`),
    };
  };
  const swipeLeft = (row: GridRow): SwipeAction | null =>
    mayDelete
      ? {
          label: t("swipe.delete"),
          icon: <IconTrash size={20} stroke={1.75} />,
          run: () =>
            void deleteRecord(described.name, row.id)
              .then(({ changeSetId }) => {
                notifyUndo(t("deleted", { name: row.title }), changeSetId);
                return queries.invalidateQueries({ queryKey: [described.name] });
              })
              .catch((error) => notifyProblem(error)),
        }
      : null;
  return { swipeRight, swipeLeft };
}

interface LoadedGridProps extends RecordGridProps {
  objects: GridObject[];
  described: GridObject;
}

function LoadedGrid({
  objects,
  described,
  scope = null as unknown as FilterGroup,
  headless,
  empty,
}: LoadedGridProps) {
  const t = useGridMessages();
  const format = useFormat();
  const can = useCan();
  const go = useGo();
  const queries = useQueryClient();
  const { panel, open } = usePanel();
  const phone = useMediaQuery("(max-width: 767px)", false, { getInitialValueInEffect: false });
  const object = described.name;
  const offer = recordGrid(object);
  const grid = useGridState(described);
  const { state, change, tab, q } = grid;
  const sources = useSources(objects);
  const context = useSentences(objects, object, state.filter, sources);
  const columns = useShownColumns(described, state, can(`${object}.edit`));
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [askedField, setAskedField] = useState<string | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [exporting, setExporting] = useState(false);

  const filter = useMemo(
    () => both(both(scope, tab.base), completeOnly(state.filter)),
    [scope, tab.base, state.filter],
  );
  const fields = useMemo(() => fieldsToAsk(described, columns, phone), [described, columns, phone]);
  const sort = writeSort(state.sort);
  const asked = useMemo((): Asked => ({ filter, q, sort, fields }), [filter, q, sort, fields]);
  const groupField = described.fields.find((field) => field.name === state.groupBy) ?? null;
  const sums = useMemo(
    () => columns.filter((column) => ["money", "number"].includes(column.field.kind)).map(({ id }) => id),
    [columns],
  );
  const nameOfGroup = (group: Group) => {
    if (group.label) return group.label;
    if (groupField?.kind === "date" || groupField?.kind === "datetime")
      return format.month(String(group.value));
    if (group.value === "true" || group.value === true) return t("filter.yes");
    return group.value === "false" || group.value === false ? t("filter.no") : String(group.value);
  };
  const groupLabel = (group: Group) => {
    const name = group.value === null ? t("group.noValue") : nameOfGroup(group);
    return groupField?.kind === "choice" || groupField?.kind === "tags" ? (
      <Tag>{name}</Tag>
    ) : (
      <span>{name}</span>
    );
  };
  const list = useGridLines({
    object,
    asked,
    groupField: groupField?.groupable ? groupField : null,
    sums,
    enabled: !grid.waiting,
    drawLabel: groupLabel,
  });
  const count = useQuery({ ...countQuery(object, asked), enabled: !grid.waiting }).data;
  // What is chosen belongs to the list it was chosen in.
  useEffect(() => {
    void filter;
    void q;
    setSelection(NOTHING);
  }, [filter, q]);

  const { save, dialog } = useCellSave(object);
  const headActions = useHeadActions(state, change, setAskedField);
  const tagColours = useMemo(
    () => new Map(sources.tags.map((tag) => [tag.value, tag.dot ?? ""])),
    [sources.tags],
  );
  const onOpen = useCallback(
    (row: GridRow) => {
      if (recordKind(object)) open(object, row.id);
      else go(`/o/${object}/${row.id}`);
    },
    [object, open, go],
  );
  const filtered = state.filter !== null || q !== "" || tab.base !== null || tab.saved !== null;
  const clear = () => {
    change({ filter: null });
    grid.setWords("");
    if (tab.base !== null || tab.saved !== null) grid.openTab("all");
  };
  const total = count && !count.capped ? count.count : null;
  const swipes = useSwipes(described);
  const quick = (offer?.quick ?? []).map(({ label, leaf }) => ({
    label: translate(label.ns, label.key),
    leaf,
  }));
  const gridProps: GridProps = {
    label: offer ? translate(offer.title.ns, offer.title.key) : described.plural,
    object,
    lines: list.lines,
    columns,
    exact: state.columns.some((column) => column.width !== undefined),
    avatar: offer?.avatar ?? "none",
    sort: state.sort,
    onSort: (field, add) => change({ sort: toggleSort(state.sort, field, add) }),
    headActions,
    onMove: (id, to) => change({ columns: moveColumn(state.columns, id, to) }),
    onWidths: (widths) =>
      change({
        columns: state.columns.map((column) => ({ ...column, width: widths[column.field] ?? column.width })),
      }),
    total,
    hasMore: list.hasMore,
    loadingMore: list.loadingMore,
    onEndReached: list.loadMore,
    openId: panel?.object === object ? panel.id : null,
    onOpen,
    onHover: offer?.prefetch ? (row) => offer.prefetch?.(queries, row.id) : undefined,
    onToggleGroup: list.toggleGroup,
    onMore: list.readOn,
    selection,
    onSelection: setSelection,
    editor: (props) => <CellEditor {...props} sources={sources} />,
    onSaveCell: save,
    tagColours,
  };
  const tools = (
    <GridTools
      described={described}
      state={state}
      change={change}
      onExport={() => setExporting(true)}
      onChoose={phone ? () => setChoosing((was) => !was) : null}
    />
  );

  return (
    <div className={styles.page}>
      {headless ? null : <Head described={described} tools={tools} />}
      <ViewBar object={object} scope={scope} tabs={grid.tabs} tab={tab} state={state} onOpen={grid.openTab} />
      <GridFilters
        filter={state.filter}
        context={context}
        sources={sources}
        quick={quick}
        onChange={(next) => change({ filter: next })}
        asked={askedField}
        onAsked={() => setAskedField(null)}
        q={q}
        onWords={grid.setWords}
        end={
          <>
            {groupField ? (
              <span className={`${styles.grouped} ${styles.onDesk}`}>
                {t("group.on", { name: groupField.label })}
              </span>
            ) : null}
            <ChangedView grid={grid} object={object} />
            {headless ? tools : null}
          </>
        }
      />
      <Body
        list={list}
        props={gridProps}
        phone={phone}
        choosing={choosing}
        swipes={swipes}
        failed={offer?.failed ? translate(offer.failed.ns, offer.failed.key) : t("failed")}
        empty={
          !filtered && empty ? (
            empty
          ) : (
            <GridEmpty
              object={object}
              offer={offer}
              filtered={filtered}
              onClear={clear}
              importable={described.importable ?? false}
            />
          )
        }
      />
      <GridSelection
        described={described}
        state={state}
        selection={selection}
        onSelection={setSelection}
        filter={filter}
        q={q}
        total={count?.count ?? null}
        loaded={list.lines?.length ?? 0}
        sources={sources}
        context={context}
      />
      {count ? (
        <TableFooter end={list.truncated ? t("group.truncated") : undefined}>
          <Counted count={count.count} capped={count.capped} described={described} />
        </TableFooter>
      ) : null}
      {exporting ? (
        <ExportDialog
          described={described}
          state={state}
          selection={{ filter: filter ?? { and: [] }, ...(q ? { q } : {}) } as SelectionBody}
          count={total}
          onClose={() => setExporting(false)}
        />
      ) : null}
      {dialog}
    </div>
  );
}

/** "148 contacts", "10 000+ contacts" */
function Counted({ count, capped, described }: { count: number; capped: boolean; described: GridObject }) {
  const format = useFormat();
  const name = (count === 1 && !capped ? described.label : described.plural).toLocaleLowerCase();
  return `${format.number(count)}${capped ? "+" : ""} ${name}`;
}

interface BodyProps {
  list: ReturnType<typeof useGridLines>;
  props: GridProps;
  phone: boolean;
  choosing: boolean;
  swipes: ReturnType<typeof useSwipes>;
  failed: string;
  empty: ReactNode;
}

function Body({ list, props, phone, choosing, swipes, failed, empty }: BodyProps) {
  if (list.error && !list.lines) return <ErrorState error={list.error} title={failed} onRetry={list.retry} />;
  if (list.lines?.length === 0) return empty;
  if (phone) return <GridCards {...props} {...swipes} choosing={choosing} />;
  return <Grid {...props} />;
}

/** The list of a kind of record: views, filters, grid, selection. */
export default function RecordGrid(props: RecordGridProps) {
  const t = useGridMessages();
  const { data: objects, error, refetch } = useQuery(objectsQuery);
  const described = objects?.find((each) => each.name === props.object);
  if (error && !objects)
    return <ErrorState error={error} title={t("failed")} onRetry={() => void refetch()} />;
  if (!objects) return <div className={styles.page} data-skeleton aria-busy="true" />;
  if (!described) return <ErrorState error={new Problem({ status: 404, detail: t("unknownObject") })} />;
  // Another kind of record starts afresh: nothing chosen or typed for one may act on another.
  return <LoadedGrid key={props.object} {...props} objects={objects} described={described} />;
}
