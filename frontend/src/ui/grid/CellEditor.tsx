import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { fromLocalInput, parseDecimal, toLocalInput } from "../../lib/grid/parse";
import type { GridField } from "../../lib/grid/types";
import { useUiMessages } from "../messages";
import classes from "./Grid.module.css";
import { ListEditor, type ListOption } from "./ListEditor";
import type { EditorProps, Onward } from "./types";

/** Where the values of lists come from; given by whoever owns the data. */
export interface EditorSources {
  members: ListOption[];
  teams: ListOption[];
  tags: ListOption[];
  /** Finds records of a kind by name. */
  search: (target: string, text: string, signal: AbortSignal) => Promise<ListOption[]>;
}

const asText = (value: unknown) => (value === null || value === undefined ? "" : String(value));
const asList = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(asText) : asText(value) === "" ? [] : [asText(value)];

const INPUT_TYPES: Record<string, string> = {
  date: "date",
  datetime: "datetime-local",
  email: "email",
  url: "url",
  phone: "tel",
};

function startText(field: GridField, value: unknown): string {
  if (field.kind === "datetime") return toLocalInput(value);
  const text = asText(value);
  return ["number", "money", "percent"].includes(field.kind) ? text.replace(".", ",") : text;
}

/** What was typed as a value of the API; undefined when it cannot be one. */
function typedValue(field: GridField, text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (field.kind === "datetime") return fromLocalInput(trimmed) ?? undefined;
  if (field.kind === "money" || field.kind === "number" || field.kind === "percent") {
    const decimal = parseDecimal(trimmed);
    if (decimal === null) return undefined;
    return field.kind === "money" || decimal.includes(".") ? decimal : Number(decimal);
  }
  return trimmed;
}

function TextEditor({ row, column, onSave, onCancel }: EditorProps) {
  const t = useUiMessages();
  const { field } = column;
  const [text, setText] = useState(() => startText(field, row.values[column.id]));
  const [refused, setRefused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const closed = useRef(false);
  useEffect(() => input.current?.select(), []);

  const save = (onward: Onward) => {
    if (closed.current) return;
    const value = typedValue(field, text);
    if (value === undefined || (value === null && field.required)) {
      setRefused(true);
      return;
    }
    closed.current = true;
    onSave(value, onward);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const onward: Record<string, Onward> = { Enter: "down", Tab: event.shiftKey ? "left" : "right" };
    const next = onward[event.key];
    if (event.key === "Escape") {
      closed.current = true;
      onCancel();
    } else if (next) save(next);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      ref={input}
      // biome-ignore lint/a11y/noAutofocus: the editor replaces the cell that had the focus.
      autoFocus
      type={INPUT_TYPES[field.kind] ?? "text"}
      inputMode={["number", "money", "percent"].includes(field.kind) ? "decimal" : undefined}
      aria-label={column.label}
      aria-invalid={refused || undefined}
      title={
        refused ? t(field.required && text.trim() === "" ? "grid.required" : "grid.notANumber") : undefined
      }
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setRefused(false);
      }}
      onKeyDown={onKeyDown}
      onBlur={() => save("stay")}
    />
  );
}

const ONE_VALUE_LISTS = new Set(["choice", "member", "team", "relation"]);

function optionsOf(field: GridField, sources: EditorSources): ListOption[] | undefined {
  if (field.kind === "choice" || field.kind === "multi_choice") return field.choices;
  if (field.kind === "member") return sources.members;
  if (field.kind === "team") return sources.teams;
  return field.kind === "tags" ? sources.tags : undefined;
}

function ChoiceEditor({ row, column, onSave, onCancel, sources }: EditorProps & { sources: EditorSources }) {
  const { field, id } = column;
  const options = optionsOf(field, sources);
  const value = asList(row.values[id]);
  const labels = asList(row.labels[id]);
  const multiple = !ONE_VALUE_LISTS.has(field.kind) || Array.isArray(row.values[id]);
  const known = value.map((each, index) => ({
    value: each,
    label: labels[index] ?? options?.find((option) => option.value === each)?.label ?? each,
  }));
  return (
    <ListEditor
      label={column.label}
      value={value}
      multiple={multiple}
      clearable={!field.required}
      options={options}
      search={options ? undefined : (text, signal) => sources.search(field.target ?? "", text, signal)}
      known={known}
      onCancel={onCancel}
      onSave={(chosen, onward) => {
        if (multiple)
          onSave(
            chosen.map((each) => each.value),
            onward,
            chosen.map((each) => each.label),
          );
        else onSave(chosen[0]?.value ?? null, onward, chosen[0]?.label ?? null);
      }}
    />
  );
}

function BooleanEditor({ row, column, onSave }: EditorProps) {
  const value = row.values[column.id] === true;
  const done = useRef(false);
  // Editing a yes or no means turning it over.
  useEffect(() => {
    if (done.current) return;
    done.current = true;
    onSave(!value, "stay");
  }, [onSave, value]);
  return null;
}

const LISTS = new Set(["choice", "multi_choice", "tags", "member", "team", "relation"]);

/** The editor of a cell by the kind of its field. */
export function CellEditor(props: EditorProps & { sources: EditorSources }) {
  const { kind } = props.column.field;
  if (kind === "boolean") return <BooleanEditor {...props} />;
  return (
    <div className={classes.editor}>
      {LISTS.has(kind) ? <ChoiceEditor {...props} /> : <TextEditor {...props} />}
    </div>
  );
}
