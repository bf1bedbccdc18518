import { TextInput, UnstyledButton } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import type { FilterLeaf, GridField, GridObject } from "../../../lib/grid/types";
import { matches } from "../../../lib/matching";
import classes from "./filters.module.css";
import { useGridMessages } from "./messages";

interface FieldPickerProps {
  objects: GridObject[];
  object: string;
  quick: { label: string; leaf: FilterLeaf }[];
  onPick: (name: string, field: GridField) => void;
  onQuick: (leaf: FilterLeaf) => void;
}

interface Offered {
  name: string;
  label: string;
  field: GridField;
}

/** Own fields first, then those of records one step away. */
function offeredFields(
  objects: GridObject[],
  object: string,
): { heading: string | null; fields: Offered[] }[] {
  const described = objects.find((each) => each.name === object);
  if (!described) return [];
  const usable = (fields: GridField[]) =>
    fields.filter((field) => field.filterable && field.operators.length > 0);
  const own = usable(described.fields).map((field) => ({ name: field.name, label: field.label, field }));
  const related = described.fields.flatMap((via) => {
    const target = via.kind === "relation" ? objects.find((each) => each.name === via.target) : undefined;
    // Through a list of records ("contacts") no single field can be meant.
    if (!target || !via.filterable || via.operators.includes("has_any")) return [];
    const fields = usable(target.fields).map((field) => ({
      name: `${via.name}.${field.name}`,
      label: field.label,
      field,
    }));
    return fields.length > 0 ? [{ heading: via.label, fields }] : [];
  });
  return [{ heading: null, fields: own }, ...related];
}

/** Finds the field to filter by typing; arrows walk, Enter takes. */
export function FieldPicker({ objects, object, quick, onPick, onQuick }: FieldPickerProps) {
  const t = useGridMessages();
  const [text, setText] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const found = offeredFields(objects, object)
    .map(({ heading, fields }) => ({
      heading,
      fields: fields.filter((each) => matches(`${heading ?? ""} ${each.label}`, text)),
    }))
    .filter(({ fields }) => fields.length > 0);
  const ready = quick.filter((each) => matches(each.label, text));
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const entries = [...(list.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      entries[0]?.click();
    }
    if (by === undefined) return;
    event.preventDefault();
    const at = entries.indexOf(document.activeElement as HTMLElement);
    entries[Math.max(0, Math.min(entries.length - 1, at + by))]?.focus();
  };
  return (
    <div className={classes.picker} onKeyDown={onKeyDown} role="group">
      <TextInput
        autoFocus
        value={text}
        aria-label={t("filter.search")}
        placeholder={t("filter.search")}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.pickerList} ref={list}>
        {ready.length > 0 ? <p className={classes.heading}>{t("filter.quick")}</p> : null}
        {ready.map((each) => (
          <UnstyledButton key={each.label} className={classes.entry} onClick={() => onQuick(each.leaf)}>
            <IconFilter size={14} stroke={1.75} />
            {each.label}
          </UnstyledButton>
        ))}
        {found.map(({ heading, fields }) => (
          <div key={heading ?? ""}>
            {heading || ready.length > 0 ? (
              <p className={classes.heading}>{heading ?? t("filter.field")}</p>
            ) : null}
            {fields.map((each) => (
              <UnstyledButton
                key={each.name}
                className={classes.entry}
                onClick={() => onPick(each.name, each.field)}
              >
                {each.label}
              </UnstyledButton>
            ))}
          </div>
        ))}
        {found.length === 0 && ready.length === 0 ? (
          <p className={classes.heading}>{t("filter.none")}</p>
        ) : null}
      </div>
    </div>
  );
}
