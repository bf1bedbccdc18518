import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import {
  IconDots,
  IconDownload,
  IconLayoutRows,
  IconListDetails,
  IconRowInsertBottom,
  IconSquareCheck,
  IconUpload,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useGo } from "../../../lib/address";
import type { GridObject, GridState } from "../../../lib/grid/types";
import { updateMe, useCan, useSession } from "../../../lib/session";
import { notifyProblem } from "../../../ui/toasts";
import { ColumnsMenu } from "./ColumnsMenu";
import { useGridMessages } from "./messages";

interface GridToolsProps {
  described: GridObject;
  state: GridState;
  change: (part: Partial<GridState>) => void;
  onExport: () => void;
  /** On phones: choosing rows by tap. */
  onChoose: (() => void) | null;
}

/** Icons beside the buttons of a list: columns, grouping, density, export. */
export function GridTools({ described, state, change, onExport, onChoose }: GridToolsProps) {
  const t = useGridMessages();
  const can = useCan();
  const go = useGo();
  const queries = useQueryClient();
  const { density } = useSession().user;
  const groupable = described.fields.filter((field) => field.groupable);
  const setDensity = () => {
    const next = density === "compact" ? "comfortable" : "compact";
    void updateMe(queries, { density: next }).catch((error) => notifyProblem(error));
  };
  return (
    <>
      {onChoose ? null : (
        <ColumnsMenu
          described={described}
          columns={state.columns}
          onChange={(columns) => change({ columns })}
        />
      )}
      {groupable.length > 0 ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Tooltip label={t("group.title")}>
              <ActionIcon size={32} aria-label={t("group.title")} aria-pressed={state.groupBy !== null}>
                <IconLayoutRows size={18} stroke={1.75} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
            <Menu.Label>{t("group.title")}</Menu.Label>
            <Menu.Item onClick={() => change({ groupBy: null })} aria-current={state.groupBy === null}>
              {t("group.none")}
            </Menu.Item>
            {groupable.map((field) => (
              <Menu.Item
                key={field.name}
                aria-current={state.groupBy === field.name}
                onClick={() => change({ groupBy: field.name })}
              >
                {field.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={32} aria-label={t("more")}>
            <IconDots size={18} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {onChoose ? (
            <Menu.Item leftSection={<IconSquareCheck size={16} stroke={1.75} />} onClick={onChoose}>
              {t("select")}
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconDownload size={16} stroke={1.75} />} onClick={onExport}>
            {t("bulk.export")}
          </Menu.Item>
          {can("import.run") ? (
            <Menu.Item
              leftSection={<IconUpload size={16} stroke={1.75} />}
              onClick={() => go("/imports/new", { object: described.name })}
            >
              {t("import")}
            </Menu.Item>
          ) : null}
          <Menu.Item
            leftSection={
              density === "compact" ? (
                <IconRowInsertBottom size={16} stroke={1.75} />
              ) : (
                <IconListDetails size={16} stroke={1.75} />
              )
            }
            onClick={setDensity}
          >
            {t(density === "compact" ? "density.comfortable" : "density.compact")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
