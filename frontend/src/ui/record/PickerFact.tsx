import { UnstyledButton } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type PickedRecord, RecordPicker, type RecordPickerProps } from "../forms/RecordPicker";
import { useUiMessages } from "../messages";
import { notifyProblem } from "../toasts";
import classes from "./record.module.css";

interface PickerFactProps extends Pick<RecordPickerProps, "search" | "onCreate" | "kind"> {
  label: string;
  value: PickedRecord | null;
  /** How it is read: a link to the record. */
  shown: ReactNode;
  editable: boolean;
  onSave: (value: PickedRecord | null) => Promise<unknown>;
}

/** A fact that names another record: read as a link, changed by choosing another one. */
export function PickerFact({ label, value, shown, editable, onSave, ...picker }: PickerFactProps) {
  const t = useUiMessages();
  const [open, setOpen] = useState(false);
  const choose = async (next: PickedRecord | null) => {
    setOpen(false);
    try {
      await onSave(next);
    } catch (error) {
      notifyProblem(error);
    }
  };
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd className={classes.picked}>
        {open ? (
          <RecordPicker
            {...picker}
            label={label}
            hideLabel
            autoFocus
            value={value}
            onChange={(next) => void choose(next)}
            onLeave={() => setOpen(false)}
          />
        ) : null}
        {!open && value ? <span className={`${classes.value} truncate`}>{shown}</span> : null}
        {!open && (editable || !value) ? (
          <UnstyledButton
            className={value ? classes.change : classes.value}
            data-empty={!value || undefined}
            disabled={!editable}
            onClick={() => setOpen(true)}
            aria-label={t("fact.edit", { name: label })}
          >
            {value ? t("action.edit") : editable ? t("fact.empty") : "–"}
          </UnstyledButton>
        ) : null}
      </dd>
    </div>
  );
}
