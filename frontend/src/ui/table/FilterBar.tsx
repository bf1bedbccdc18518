import { UnstyledButton } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useFormat } from "../../lib/format";
import type { Icon } from "../../lib/manifest";
import { useUiMessages } from "../messages";
import classes from "./bars.module.css";

/** The line of filters under the tabs, 48 high; `end` goes right (sort, save view). */
export function FilterBar({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className={classes.filters}>
      {children}
      {end ? <div data-end>{end}</div> : null}
    </div>
  );
}

interface FilterChipProps {
  label: string;
  value: string;
  icon?: Icon;
  onRemove: () => void;
}

/** A filter that is on: "Responsable : moi ×". */
export function FilterChip({ label, value, icon: ChipIcon, onRemove }: FilterChipProps) {
  const t = useUiMessages();
  const { colon } = useFormat();
  return (
    <span className={classes.chip} data-active>
      {ChipIcon ? <ChipIcon size={14} stroke={1.75} /> : null}
      {label}
      {colon}
      {value}
      <UnstyledButton
        className={classes.chipRemove}
        onClick={onRemove}
        aria-label={t("action.removeFilter", { name: label })}
      >
        <IconX size={14} stroke={1.75} />
      </UnstyledButton>
    </span>
  );
}

interface ToggleChipProps {
  label: string;
  count?: number;
  icon?: Icon;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** A ready filter to switch on or off, with the number of rows it would leave. */
export function ToggleChip({ label, count, icon: ChipIcon, on, onChange }: ToggleChipProps) {
  const format = useFormat();
  return (
    <UnstyledButton className={classes.chip} aria-pressed={on} onClick={() => onChange(!on)}>
      {ChipIcon ? <ChipIcon size={14} stroke={1.75} /> : null}
      {label}
      {count === undefined ? null : (
        <span className={`${classes.chipCount} tabular`}>{format.number(count)}</span>
      )}
    </UnstyledButton>
  );
}

/** Button that opens the list of filters; use it as the target of a `Menu`. */
export function AddFilterButton(props: React.ComponentProps<"button">) {
  const t = useUiMessages();
  return (
    <UnstyledButton {...props} className={classes.chip} data-dashed>
      <IconPlus size={14} stroke={1.75} />
      {t("action.addFilter")}
    </UnstyledButton>
  );
}
