import { Button, CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconFilter, IconPlus, IconSearch, IconTrash, IconUpload } from "@tabler/icons-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useGo, usePanel, useUrlState } from "../../lib/address";
import type { Icon } from "../../lib/manifest";
import { useCan } from "../../lib/session";
import { openCreate, pageCreate } from "../../lib/stores";
import { EmptyState } from "../../ui/EmptyState";
import { Keys } from "../../ui/Keys";
import { PageHeader } from "../../ui/PageHeader";
import { DataTable } from "../../ui/table/DataTable";
import { FilterBar } from "../../ui/table/FilterBar";
import { SelectionBar } from "../../ui/table/SelectionBar";
import { TableFooter } from "../../ui/table/TableFooter";
import type { DataTableProps } from "../../ui/table/types";
import { ViewTabs } from "../../ui/table/ViewTabs";
import classes from "./customers.module.css";
import { useCustomerMessages } from "./messages";
import type { OwnerScope } from "./organisations/queries";
import type { CustomerListData } from "./useCustomerList";

interface Row {
  id: string;
  name: string;
}

interface CustomerListProps<T extends Row>
  extends Pick<DataTableProps<T>, "columns" | "mobileRow" | "onHover"> {
  object: "contact" | "organisation";
  title: string;
  create: string;
  icon: Icon;
  emptyTitle: string;
  emptyText: string;
  errorTitle: string;
  list: CustomerListData<T>;
  scopeLabels: Record<OwnerScope, string>;
  /** Ready filters, before the search field. */
  filters?: ReactNode;
  filtered: boolean;
  onClearFilters: () => void;
  /** "148 contacts" */
  countText: string | null;
  onDelete: (ids: string[]) => void;
}

const idOf = (row: Row) => row.id;
const nameOf = (row: Row) => row.name;

function SearchField() {
  const t = useCustomerMessages();
  const [{ q }, setUrl] = useUrlState({ q: "" });
  const [text, setText] = useState(q);
  const write = useDebouncedCallback((value: string) => setUrl({ q: value.trim() }), 200);
  const change = (value: string) => {
    setText(value);
    write(value);
  };
  // A filter removed elsewhere empties the field too.
  useEffect(() => {
    if (q === "") setText("");
  }, [q]);
  return (
    <TextInput
      className={classes.search}
      leftSection={<IconSearch size={14} stroke={1.75} />}
      rightSection={
        text ? <CloseButton size="sm" aria-label={t("list.clearSearch")} onClick={() => change("")} /> : null
      }
      value={text}
      aria-label={t("list.search")}
      placeholder={t("list.search")}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function Empty({ props, canCreate }: { props: CustomerListProps<never>; canCreate: boolean }) {
  const t = useCustomerMessages();
  const can = useCan();
  const go = useGo();
  if (props.filtered)
    return (
      <EmptyState
        icon={IconFilter}
        title={t("list.emptyFilter")}
        text={t("list.emptyFilterText")}
        actions={
          <Button variant="default" onClick={props.onClearFilters}>
            {t("list.clearFilters")}
          </Button>
        }
      />
    );
  return (
    <EmptyState
      icon={props.icon}
      title={props.emptyTitle}
      text={props.emptyText}
      actions={
        <>
          {can("import.run") ? (
            <Button onClick={() => go("/imports/new", { object: props.object })}>
              {t("list.importFile")}
            </Button>
          ) : null}
          {canCreate ? (
            <Button variant="default" onClick={() => openCreate(props.object)}>
              {t("create")}
            </Button>
          ) : null}
        </>
      }
    />
  );
}

/** The page of a list of people or companies: views, filters, table, selection. */
export function CustomerList<T extends Row>(props: CustomerListProps<T>) {
  const t = useCustomerMessages();
  const can = useCan();
  const go = useGo();
  const { panel, open } = usePanel();
  const [selection, setSelection] = useState<Set<string>>(new Set());
  const { object, list } = props;
  const canCreate = can(`${object}.create`);
  useEffect(() => {
    if (!canCreate) return undefined;
    pageCreate.set(object);
    return () => pageCreate.set(null);
  }, [object, canCreate]);
  const tabs = useMemo(
    () =>
      list.scopes.map((id) => ({
        id,
        label: props.scopeLabels[id],
        count: list.counts[id]?.count,
        capped: list.counts[id]?.capped,
      })),
    [list.scopes, list.counts, props.scopeLabels],
  );

  return (
    <div className={classes.list}>
      <PageHeader
        title={props.title}
        actions={
          <>
            {can("import.run") ? (
              <Button
                variant="default"
                className={classes.onDesk}
                leftSection={<IconUpload size={16} stroke={1.75} />}
                onClick={() => go("/imports/new", { object })}
              >
                {t("import")}
              </Button>
            ) : null}
            {canCreate ? (
              <Button
                className={classes.onDesk}
                leftSection={<IconPlus size={16} stroke={1.75} />}
                rightSection={<Keys keys="c" onAccent />}
                onClick={() => openCreate(object)}
                aria-label={props.create}
              >
                {t("create")}
              </Button>
            ) : null}
          </>
        }
      />
      <ViewTabs label={t("scope.label")} tabs={tabs} value={list.owner} onChange={list.setOwner} />
      <FilterBar end={<SearchField />}>{props.filters}</FilterBar>
      <DataTable
        label={props.title}
        object={object}
        rows={list.rows}
        columns={props.columns}
        rowId={idOf}
        rowName={nameOf}
        mobileRow={props.mobileRow}
        sort={list.sort}
        onSort={list.setSort}
        total={list.total && !list.total.capped ? list.total.count : null}
        hasMore={list.hasMore}
        loadingMore={list.loadingMore}
        onEndReached={list.loadMore}
        openId={panel?.object === object ? panel.id : null}
        onOpen={(row) => open(object, row.id)}
        onHover={props.onHover}
        selection={selection}
        onSelectionChange={can(`${object}.delete`) ? setSelection : undefined}
        error={list.error}
        errorTitle={props.errorTitle}
        onRetry={list.retry}
        empty={<Empty props={props as unknown as CustomerListProps<never>} canCreate={canCreate} />}
      />
      <SelectionBar count={selection.size} onClear={() => setSelection(new Set())}>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconTrash size={16} stroke={1.75} />}
          onClick={() => {
            props.onDelete([...selection]);
            setSelection(new Set());
          }}
        >
          {t("list.delete")}
        </Button>
      </SelectionBar>
      {props.countText ? <TableFooter>{props.countText}</TableFooter> : null}
    </div>
  );
}
