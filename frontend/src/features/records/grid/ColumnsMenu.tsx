import { ActionIcon, Popover, TextInput, Tooltip, UnstyledButton } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconColumns3,
  IconEye,
  IconEyeOff,
  IconPin,
  IconPinnedOff,
} from "@tabler/icons-react";
import { useState } from "react";
import { moveColumn, pinUpTo } from "../../../lib/grid/columns";
import type { GridColumn, GridObject } from "../../../lib/grid/types";
import { matches } from "../../../lib/matching";
import classes from "./columns.module.css";
import { useGridMessages } from "./messages";

interface ColumnsMenuProps {
  described: GridObject;
  columns: GridColumn[];
  onChange: (columns: GridColumn[]) => void;
}

/** Which fields are columns, in which order, and which stay in sight. */
export function ColumnsMenu({ described, columns, onChange }: ColumnsMenuProps) {
  const t = useGridMessages();
  const [text, setText] = useState("");
  const labelOf = (name: string) => described.fields.find((field) => field.name === name)?.label ?? name;
  const shown = columns.filter((column) => matches(labelOf(column.field), text));
  const hidden = described.fields.filter(
    (field) => !columns.some((column) => column.field === field.name) && matches(field.label, text),
  );
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus onClose={() => setText("")}>
      <Popover.Target>
        <Tooltip label={t("columns.title")}>
          <ActionIcon size={32} aria-label={t("columns.title")}>
            <IconColumns3 size={18} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.menu}>
          <TextInput
            data-autofocus
            value={text}
            aria-label={t("columns.search")}
            placeholder={t("columns.search")}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div className={classes.scroll}>
            {shown.length > 0 ? <p className={classes.heading}>{t("columns.shown")}</p> : null}
            <ul>
              {shown.map((column) => {
                const name = labelOf(column.field);
                const index = columns.indexOf(column);
                const isTitle = column.field === described.title_field;
                return (
                  <li key={column.field} className={classes.line}>
                    <span className={`${classes.name} truncate`}>{name}</span>
                    <ActionIcon
                      size={24}
                      disabled={index === 0}
                      aria-label={t("columns.up", { name })}
                      onClick={() => onChange(moveColumn(columns, column.field, index - 1))}
                    >
                      <IconArrowUp size={14} stroke={1.75} />
                    </ActionIcon>
                    <ActionIcon
                      size={24}
                      disabled={index === columns.length - 1}
                      aria-label={t("columns.down", { name })}
                      onClick={() => onChange(moveColumn(columns, column.field, index + 1))}
                    >
                      <IconArrowDown size={14} stroke={1.75} />
                    </ActionIcon>
                    <ActionIcon
                      size={24}
                      aria-label={t(column.pinned ? "columns.unpin" : "columns.pin", { name })}
                      aria-pressed={Boolean(column.pinned)}
                      onClick={() => onChange(pinUpTo(columns, column.field))}
                    >
                      {column.pinned ? (
                        <IconPinnedOff size={14} stroke={1.75} />
                      ) : (
                        <IconPin size={14} stroke={1.75} />
                      )}
                    </ActionIcon>
                    <ActionIcon
                      size={24}
                      disabled={isTitle}
                      aria-label={t("columns.hide", { name })}
                      onClick={() => onChange(columns.filter((each) => each !== column))}
                    >
                      <IconEyeOff size={14} stroke={1.75} />
                    </ActionIcon>
                  </li>
                );
              })}
            </ul>
            {hidden.length > 0 ? <p className={classes.heading}>{t("columns.hidden")}</p> : null}
            {hidden.map((field) => (
              <UnstyledButton
                key={field.name}
                className={classes.add}
                aria-label={t("columns.show", { name: field.label })}
                onClick={() => onChange([...columns, { field: field.name }])}
              >
                <span className="truncate">{field.label}</span>
                <IconEye size={14} stroke={1.75} />
              </UnstyledButton>
            ))}
            {shown.length === 0 && hidden.length === 0 ? (
              <p className={classes.heading}>{t("columns.none")}</p>
            ) : null}
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
