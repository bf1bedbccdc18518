import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconEyeOff,
  IconFilter,
  IconLayoutRows,
  IconPin,
  IconPinnedOff,
  IconSortAscending,
  IconX,
} from "@tabler/icons-react";
import { moveColumn, pinUpTo } from "../../../lib/grid/columns";
import { toggleSort } from "../../../lib/grid/state";
import type { GridState } from "../../../lib/grid/types";
import type { HeadAction, ShownColumn } from "../../../ui/grid/types";
import { useGridMessages } from "./messages";

const ICON = { size: 16, stroke: 1.75 };

/** The menu of a column head. */
export function useHeadActions(
  state: GridState,
  change: (part: Partial<GridState>) => void,
  onFilter: (field: string) => void,
) {
  const t = useGridMessages();
  return (column: ShownColumn, index: number): HeadAction[] => {
    const { sort, columns, groupBy } = state;
    const { id } = column;
    const step = sort.find((each) => each.field === id);
    const actions: HeadAction[] = [];
    if (column.sortable) {
      const sortBy = (descending: boolean) => () => change({ sort: [{ field: id, descending }] });
      actions.push(
        { id: "up", label: t("head.ascending"), icon: <IconArrowUp {...ICON} />, run: sortBy(false) },
        { id: "down", label: t("head.descending"), icon: <IconArrowDown {...ICON} />, run: sortBy(true) },
      );
      if (!step && sort.length > 0)
        actions.push({
          id: "add",
          label: t("head.addSort"),
          icon: <IconSortAscending {...ICON} />,
          run: () => change({ sort: toggleSort(sort, id, true) }),
        });
      if (step)
        actions.push({
          id: "no-sort",
          label: t("head.noSort"),
          icon: <IconX {...ICON} />,
          run: () => change({ sort: sort.filter((each) => each.field !== id) }),
        });
    }
    if (column.field.filterable)
      actions.push({
        id: "filter",
        label: t("head.filter"),
        icon: <IconFilter {...ICON} />,
        run: () => onFilter(id),
        divided: actions.length > 0,
      });
    if (column.field.groupable)
      actions.push({
        id: "group",
        label: t(groupBy === id ? "head.ungroup" : "head.group"),
        icon: <IconLayoutRows {...ICON} />,
        run: () => change({ groupBy: groupBy === id ? null : id }),
      });
    actions.push(
      {
        id: "pin",
        label: t(column.pinned ? "head.unpin" : "head.pin"),
        icon: column.pinned ? <IconPinnedOff {...ICON} /> : <IconPin {...ICON} />,
        run: () => change({ columns: pinUpTo(columns, id) }),
        divided: true,
      },
      {
        id: "left",
        label: t("head.left"),
        icon: <IconArrowLeft {...ICON} />,
        run: () => change({ columns: moveColumn(columns, id, index - 1) }),
      },
      {
        id: "right",
        label: t("head.right"),
        icon: <IconArrowRight {...ICON} />,
        run: () => change({ columns: moveColumn(columns, id, index + 1) }),
      },
    );
    if (!column.isTitle)
      actions.push({
        id: "hide",
        label: t("head.hide"),
        icon: <IconEyeOff {...ICON} />,
        run: () => change({ columns: columns.filter((each) => each.field !== id) }),
      });
    return actions;
  };
}
