import { ActionIcon, Menu, TextInput, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCalendarMonth,
  IconCalendarX,
  IconHourglassEmpty,
  IconLayoutRows,
  IconSearch,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { FilterBar, ToggleChip } from "../../../../ui/table/FilterBar";
import { useDealMessages } from "../../messages";
import { boardFieldsQuery, type Quick } from "./queries";

export interface BoardView {
  text: string;
  late: string;
  rotting: string;
  nonext: string;
  month: string;
  lanes: string;
  by: string;
}

/** What the address narrows the board to. */
export function quickOf(view: BoardView): Quick {
  return {
    ...(view.text ? { text: view.text } : {}),
    ...(view.late ? { late: true as const } : {}),
    ...(view.rotting ? { rotting: true as const } : {}),
    ...(view.nonext ? { no_next_step: true as const } : {}),
    ...(view.month ? { closing_this_month: true as const } : {}),
  };
}

const CHIPS = [
  { key: "late", icon: IconAlertTriangle },
  { key: "rotting", icon: IconHourglassEmpty },
  { key: "nonext", icon: IconCalendarX },
  { key: "month", icon: IconCalendarMonth },
] as const;

interface QuickFiltersProps {
  view: BoardView;
  onChange: (change: Partial<BoardView>) => void;
}

/** Ready filters of the board, its lanes, and the field it stands on; all of it lives in the address. */
export function QuickFilters({ view, onChange }: QuickFiltersProps) {
  const t = useDealMessages();
  const { data: fields } = useQuery(boardFieldsQuery);
  const byOwner = Boolean(view.lanes) && !view.by;
  return (
    <FilterBar
      end={
        <>
          {fields && fields.length > 0 ? (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon size={32} aria-label={t("quick.by")}>
                  <IconLayoutRows size={18} stroke={1.75} style={{ transform: "rotate(90deg)" }} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{t("quick.by")}</Menu.Label>
                {[{ name: "", label: t("record.stage") }, ...fields].map((field) => (
                  <Menu.Item
                    key={field.name}
                    aria-current={view.by === field.name || undefined}
                    onClick={() => onChange({ by: field.name })}
                  >
                    {field.label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          ) : null}
          <Tooltip label={t("quick.lanes")}>
            <ActionIcon
              size={32}
              aria-label={t("quick.lanes")}
              aria-pressed={byOwner}
              variant={byOwner ? "light" : "subtle"}
              onClick={() => onChange({ lanes: byOwner ? "" : "1", by: "" })}
            >
              <IconLayoutRows size={18} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </>
      }
    >
      <TextInput
        size="xs"
        w={180}
        aria-label={t("quick.text")}
        placeholder={t("quick.text")}
        leftSection={<IconSearch size={14} stroke={1.75} />}
        defaultValue={view.text}
        maxLength={80}
        onChange={(event) => onChange({ text: event.currentTarget.value.trim() })}
      />
      {CHIPS.map(({ key, icon }) => (
        <ToggleChip
          key={key}
          label={t(`quick.${key}`)}
          icon={icon}
          on={Boolean(view[key])}
          onChange={(on) => onChange({ [key]: on ? "1" : "" })}
        />
      ))}
    </FilterBar>
  );
}
