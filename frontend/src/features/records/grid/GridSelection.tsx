import { Button, Menu, Tooltip } from "@mantine/core";
import {
  IconArrowsJoin,
  IconDots,
  IconDownload,
  IconEdit,
  IconTag,
  IconTagOff,
  IconTrash,
  IconUserShare,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useGo } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import {
  EVERYTHING,
  NOTHING,
  type Selection,
  selectedCount,
  selectionBody,
} from "../../../lib/grid/selection";
import type { FilterGroup, GridObject, GridState } from "../../../lib/grid/types";
import { useCan } from "../../../lib/session";
import type { EditorSources } from "../../../ui/grid/CellEditor";
import { SelectionBar } from "../../../ui/table/SelectionBar";
import { type BulkAct, BulkDialog } from "./BulkDialog";
import { ExportDialog } from "./ExportDialog";
import { useGridMessages } from "./messages";
import type { SentenceContext } from "./sentences";

interface GridSelectionProps {
  described: GridObject;
  state: GridState;
  selection: Selection;
  onSelection: (next: Selection) => void;
  /** What the list on screen asks for. */
  filter: FilterGroup | null;
  q: string;
  total: number | null;
  loaded: number;
  sources: EditorSources;
  context: SentenceContext;
}

const MOST_MERGED = 10;

function BarButton({
  icon,
  label,
  onClick,
  disabled,
  reason,
}: {
  icon: ReactNode;
  label: string;
  onClick: () => void;
  disabled?: boolean;
  reason?: string;
}) {
  const button = (
    <Button
      variant="subtle"
      size="xs"
      leftSection={icon}
      onClick={disabled ? (event) => event.preventDefault() : onClick}
      data-disabled={disabled || undefined}
      aria-disabled={disabled || undefined}
    >
      {label}
    </Button>
  );
  return disabled && reason ? <Tooltip label={reason}>{button}</Tooltip> : button;
}

/** What can be done with the selected rows; floats above the foot of the list. */
export function GridSelection(props: GridSelectionProps) {
  const { described, state, selection, onSelection, filter, q, total, loaded, sources, context } = props;
  const t = useGridMessages();
  const format = useFormat();
  const can = useCan();
  const go = useGo();
  const [act, setAct] = useState<BulkAct | "export" | null>(null);
  const count = selectedCount(selection, total ?? loaded);
  const body = selectionBody(selection, filter, q);
  const mayEdit = can(`${described.name}.edit`);
  const mayDelete = can(`${described.name}.delete`);
  const has = (name: string) => described.fields.some((field) => field.name === name);
  const wholeListLeft = selection.mode === "some" && total !== null && count < total && count > 0;
  const ids = selection.mode === "some" ? [...selection.ids] : [];
  const mergeable = ids.length >= 2 && ids.length <= MOST_MERGED;
  const done = () => {
    setAct(null);
    onSelection(NOTHING);
  };

  return (
    <>
      <SelectionBar count={count} onClear={() => onSelection(NOTHING)}>
        {wholeListLeft ? (
          <Button
            variant="subtle"
            size="xs"
            data-accent
            c="var(--sl-accent)"
            onClick={() => onSelection(EVERYTHING)}
          >
            {t("bulk.extend", { shown: format.number(total) })}
          </Button>
        ) : null}
        {mayEdit && has("owner_id") ? (
          <BarButton
            icon={<IconUserShare size={16} stroke={1.75} />}
            label={t("bulk.assign")}
            onClick={() => setAct("assign")}
          />
        ) : null}
        {mayEdit && has("tags") ? (
          <BarButton
            icon={<IconTag size={16} stroke={1.75} />}
            label={t("bulk.tag")}
            onClick={() => setAct("tag")}
          />
        ) : null}
        {mayEdit ? (
          <BarButton
            icon={<IconEdit size={16} stroke={1.75} />}
            label={t("bulk.edit")}
            onClick={() => setAct("edit")}
          />
        ) : null}
        <BarButton
          icon={<IconDownload size={16} stroke={1.75} />}
          label={t("bulk.export")}
          onClick={() => setAct("export")}
        />
        {mayEdit || mayDelete ? (
          <Menu position="top-end">
            <Menu.Target>
              <Button variant="subtle" size="xs" aria-label={t("bulk.more")} px={6}>
                <IconDots size={16} stroke={1.75} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {mayEdit && has("tags") ? (
                <Menu.Item
                  leftSection={<IconTagOff size={16} stroke={1.75} />}
                  onClick={() => setAct("untag")}
                >
                  {t("bulk.untag")}
                </Menu.Item>
              ) : null}
              {mayEdit && mayDelete && ["contact", "organisation"].includes(described.name) ? (
                <Menu.Item
                  leftSection={<IconArrowsJoin size={16} stroke={1.75} />}
                  disabled={!mergeable}
                  title={mergeable ? undefined : t("bulk.mergeTwo")}
                  onClick={() => go("/duplicates/merge", { object: described.name, ids: ids.join(",") })}
                >
                  {t("bulk.merge")}
                </Menu.Item>
              ) : null}
              {mayDelete ? (
                <Menu.Item
                  leftSection={<IconTrash size={16} stroke={1.75} />}
                  color="red"
                  onClick={() => setAct("delete")}
                >
                  {t("bulk.delete")}
                </Menu.Item>
              ) : null}
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </SelectionBar>
      {act === "export" ? (
        <ExportDialog
          described={described}
          state={state}
          selection={body}
          count={count}
          onClose={() => setAct(null)}
        />
      ) : null}
      {act && act !== "export" ? (
        <BulkDialog
          act={act}
          described={described}
          selection={body}
          sources={sources}
          context={context}
          onClose={() => setAct(null)}
          onStarted={done}
        />
      ) : null}
    </>
  );
}
