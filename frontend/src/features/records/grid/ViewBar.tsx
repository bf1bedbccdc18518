import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowLeft,
  IconArrowRight,
  IconCopy,
  IconDots,
  IconLock,
  IconPencil,
  IconPlus,
  IconTrash,
  IconUsersGroup,
  IconWorld,
} from "@tabler/icons-react";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { both } from "../../../lib/grid/filters";
import { writeSort } from "../../../lib/grid/state";
import type { FilterGroup, GridState } from "../../../lib/grid/types";
import { translate } from "../../../lib/i18n";
import { ViewTabs } from "../../../ui/table/ViewTabs";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import { useGridMessages } from "./messages";
import { countQuery, deleteView, type SavedView, updateView, viewsQuery } from "./queries";
import type { GridTab } from "./useGridState";
import { ViewDialog } from "./ViewDialog";

const SCOPE_ICONS = { private: IconLock, team: IconUsersGroup, shared: IconWorld };

/** The part of a view that the list on screen gives. */
export const viewBody = (state: GridState, base: FilterGroup | null) => ({
  filter: both(base, state.filter),
  sort: writeSort(state.sort),
  columns: state.columns,
  group_by: state.groupBy,
});

/** Keeps what is on screen in the view it came from. */
export async function saveView(queries: QueryClient, tab: GridTab, state: GridState): Promise<boolean> {
  if (!tab.saved) return false;
  try {
    const { changeSetId } = await updateView(tab.saved.id, tab.saved.version, viewBody(state, null));
    await queries.invalidateQueries({ queryKey: ["view"] });
    notifyUndo(translate("grid", "view.saved", { name: tab.name }), changeSetId);
    return true;
  } catch (error) {
    notifyProblem(error);
    return false;
  }
}

interface ViewBarProps {
  object: string;
  scope: FilterGroup | null;
  tabs: GridTab[];
  tab: GridTab;
  state: GridState;
  onOpen: (id: string) => void;
}

/** How many records a tab leads to; asked for the tabs that are always there. */
function useCounts(object: string, scope: FilterGroup | null, tabs: GridTab[]) {
  const built = tabs.filter((tab) => !tab.saved);
  const asked = (index: number) => {
    const tab = built[index];
    return {
      ...countQuery(object, { filter: both(scope, tab?.base ?? null), q: "" }),
      enabled: tab !== undefined,
    };
  };
  const counts = [useQuery(asked(0)).data, useQuery(asked(1)).data, useQuery(asked(2)).data];
  return new Map(built.map((tab, index) => [tab.id, counts[index]]));
}

/** The tabs of a list: all, mine, my team, then saved views; the last button makes one. */
export function ViewBar({ object, scope, tabs, tab, state, onOpen }: ViewBarProps) {
  const t = useGridMessages();
  const queries = useQueryClient();
  const counts = useCounts(object, scope, tabs);
  const [dialog, setDialog] = useState<"new" | "edit" | null>(null);
  const saved = tab.saved;
  const neighbours = tabs.filter((each) => each.saved).map((each) => each.saved as SavedView);
  const place = saved ? neighbours.findIndex((each) => each.id === saved.id) : -1;

  const move = async (by: 1 | -1) => {
    if (!saved) return;
    const other = neighbours[place + by];
    const beyond = neighbours[place + 2 * by];
    if (!other) return;
    const position = beyond ? (other.position + beyond.position) / 2 : other.position + by;
    try {
      await updateView(saved.id, saved.version, { position });
    } catch (error) {
      notifyProblem(error);
    }
    await queries.invalidateQueries({ queryKey: ["view"] });
  };
  const remove = async () => {
    if (!saved) return;
    try {
      const { changeSetId } = await deleteView(saved.id);
      onOpen(tabs[0]?.id ?? "");
      queries.setQueryData(viewsQuery(object).queryKey, (views) =>
        views?.filter((view) => view.id !== saved.id),
      );
      notifyUndo(t("view.deleted", { name: saved.name }), changeSetId);
    } catch (error) {
      notifyProblem(error);
    }
    await queries.invalidateQueries({ queryKey: ["view"] });
  };

  return (
    <>
      <ViewTabs
        label={t("view.label")}
        tabs={tabs.map((each) => ({
          id: each.id,
          label: each.name,
          icon: each.saved && each.saved.scope !== "private" ? SCOPE_ICONS[each.saved.scope] : undefined,
          count: counts.get(each.id)?.count,
          capped: counts.get(each.id)?.capped,
        }))}
        value={tab.id}
        onChange={onOpen}
        end={
          <span style={{ display: "inline-flex", flex: "none", alignItems: "center", gap: 2 }}>
            {saved ? (
              <Menu position="bottom-start">
                <Menu.Target>
                  <ActionIcon aria-label={t("view.menu", { name: saved.name })}>
                    <IconDots size={16} stroke={1.75} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  {saved.editable ? (
                    <Menu.Item
                      leftSection={<IconPencil size={16} stroke={1.75} />}
                      onClick={() => setDialog("edit")}
                    >
                      {t("view.rename")}
                    </Menu.Item>
                  ) : null}
                  <Menu.Item
                    leftSection={<IconCopy size={16} stroke={1.75} />}
                    onClick={() => setDialog("new")}
                  >
                    {t("view.duplicate")}
                  </Menu.Item>
                  {saved.editable && place > 0 ? (
                    <Menu.Item
                      leftSection={<IconArrowLeft size={16} stroke={1.75} />}
                      onClick={() => void move(-1)}
                    >
                      {t("view.moveLeft")}
                    </Menu.Item>
                  ) : null}
                  {saved.editable && place < neighbours.length - 1 ? (
                    <Menu.Item
                      leftSection={<IconArrowRight size={16} stroke={1.75} />}
                      onClick={() => void move(1)}
                    >
                      {t("view.moveRight")}
                    </Menu.Item>
                  ) : null}
                  {saved.editable ? (
                    <>
                      <Menu.Divider />
                      <Menu.Item
                        leftSection={<IconTrash size={16} stroke={1.75} />}
                        onClick={() => void remove()}
                      >
                        {t("view.delete")}
                      </Menu.Item>
                    </>
                  ) : null}
                </Menu.Dropdown>
              </Menu>
            ) : null}
            <ActionIcon aria-label={t("view.add")} title={t("view.add")} onClick={() => setDialog("new")}>
              <IconPlus size={16} stroke={1.75} />
            </ActionIcon>
          </span>
        }
      />
      {dialog ? (
        <ViewDialog
          object={object}
          view={dialog === "edit" ? saved : null}
          body={viewBody(state, tab.base)}
          onClose={() => setDialog(null)}
          onSaved={(view) => {
            setDialog(null);
            if (dialog === "new") onOpen(view.id);
          }}
        />
      ) : null}
    </>
  );
}
