import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useUiMessages } from "../messages";
import classes from "./bars.module.css";

interface SelectionBarProps {
  count: number;
  onClear: () => void;
  /** Buttons acting on the selected rows. */
  children: ReactNode;
}

/** Floats above the footer while rows are selected. */
export function SelectionBar({ count, onClear, children }: SelectionBarProps) {
  const t = useUiMessages();
  if (count === 0) return null;
  return (
    <div className={classes.selection} role="toolbar" aria-label={t("table.selected", { count })}>
      <span className={`${classes.selectionCount} tabular`} role="status">
        {t("table.selected", { count })}
      </span>
      {children}
      <ActionIcon onClick={onClear} aria-label={t("table.clearSelection")}>
        <IconX size={16} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}
