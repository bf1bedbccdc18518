import { NativeSelect, TextInput, UnstyledButton } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { type Span, valueShape } from "../../../lib/grid/filters";
import { parseDecimal } from "../../../lib/grid/parse";
import type { FilterLeaf, GridField } from "../../../lib/grid/types";
import type { EditorSources } from "../../../ui/grid/CellEditor";
import { ListEditor, type ListOption } from "../../../ui/grid/ListEditor";
import classes from "./filters.module.css";
import { useGridMessages } from "./messages";
import type { SentenceContext } from "./sentences";

interface ValueInputProps {
  leaf: FilterLeaf;
  field: GridField;
  sources: EditorSources;
  context: SentenceContext;
  onChange: (value: unknown) => void;
  autoFocus?: boolean;
}

const UNITS = ["day", "week", "month", "quarter", "year"] as const;
const LISTS = new Set(["choice", "multi_choice", "member", "team", "relation", "tags"]);
const NUMBERS = new Set(["number", "money", "percent"]);

/** One typed value: a number with comma or point, a day, or a text. */
function Typed({
  field,
  value,
  label,
  onChange,
  autoFocus,
}: {
  field: GridField;
  value: unknown;
  label: string;
  onChange: (value: unknown) => void;
  autoFocus?: boolean;
}) {
  const numeric = NUMBERS.has(field.kind);
  const dated = field.kind === "date" || field.kind === "datetime";
  const [text, setText] = useState(() => String(value ?? "").replace(".", numeric ? "," : "."));
  const [wrong, setWrong] = useState(false);
  const change = (next: string) => {
    setText(next);
    if (!numeric) return onChange(next);
    const decimal = parseDecimal(next);
    setWrong(next.trim() !== "" && decimal === null);
    onChange(decimal ?? "");
  };
  return (
    <TextInput
      className={classes.typed}
      type={dated ? "date" : "text"}
      inputMode={numeric ? "decimal" : undefined}
      aria-label={label}
      error={wrong}
      autoFocus={autoFocus}
      data-autofocus={autoFocus || undefined}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

/** Values chosen from a list, as pills; the last one opens the list. */
function Chosen({ leaf, field, sources, context, onChange, autoFocus }: ValueInputProps) {
  const t = useGridMessages();
  const many = valueShape(leaf.operator) === "many";
  const values = (Array.isArray(leaf.value) ? leaf.value : [leaf.value])
    .filter((value) => value !== undefined && value !== null && value !== "")
    .map(String);
  const [open, setOpen] = useState(Boolean(autoFocus) && values.length === 0);
  const me: ListOption = { value: "me", label: t("filter.me"), avatar: "person" };
  const options =
    field.kind === "member"
      ? [me, ...sources.members]
      : field.kind === "team"
        ? sources.teams
        : field.kind === "tags"
          ? sources.tags
          : field.kind === "relation"
            ? undefined
            : field.choices;
  const nameOf = (value: string) =>
    options?.find((option) => option.value === value)?.label ?? context.nameOf(field, value) ?? "…";
  const known = values.map((value) => ({ value, label: nameOf(value) }));
  const take = (chosen: ListOption[]) => {
    setOpen(false);
    onChange(many ? chosen.map((each) => each.value) : (chosen[0]?.value ?? ""));
  };
  return (
    <div className={classes.chosen}>
      {known.map((each) => (
        <span key={each.value} className={classes.pill}>
          <span className="truncate">{each.label}</span>
          <UnstyledButton
            aria-label={t("filter.remove", { name: each.label })}
            className={classes.pillRemove}
            onClick={() => take(known.filter((other) => other.value !== each.value))}
          >
            <IconX size={12} stroke={1.75} />
          </UnstyledButton>
        </span>
      ))}
      {open ? (
        <span className={classes.listEditor}>
          <ListEditor
            label={t("filter.value")}
            value={values}
            known={known}
            multiple={many}
            clearable={false}
            options={options}
            search={options ? undefined : (text, signal) => sources.search(field.target ?? "", text, signal)}
            onSave={take}
            onCancel={() => setOpen(false)}
          />
        </span>
      ) : (
        <UnstyledButton className={classes.pick} onClick={() => setOpen(true)}>
          <IconPlus size={14} stroke={1.75} />
          {t("filter.pick")}
        </UnstyledButton>
      )}
    </div>
  );
}

function TextList({ leaf, onChange, autoFocus }: Pick<ValueInputProps, "leaf" | "onChange" | "autoFocus">) {
  const t = useGridMessages();
  const [text, setText] = useState(() => (Array.isArray(leaf.value) ? leaf.value.join(", ") : ""));
  return (
    <TextInput
      className={classes.typed}
      aria-label={t("filter.value")}
      autoFocus={autoFocus}
      data-autofocus={autoFocus || undefined}
      value={text}
      placeholder="Lyon, Rennes"
      onChange={(event) => {
        setText(event.currentTarget.value);
        const parts = event.currentTarget.value.split(/[,;]/).map((part) => part.trim());
        onChange(parts.filter(Boolean));
      }}
    />
  );
}

/** The value of a condition, typed as its field and operator ask. */
export function ValueInput(props: ValueInputProps) {
  const { leaf, field, onChange, autoFocus } = props;
  const t = useGridMessages();
  const shape = valueShape(leaf.operator);
  if (shape === "none") return null;
  if (shape === "span") {
    const span = leaf.value as Span;
    return (
      <span className={classes.span}>
        <TextInput
          className={classes.amount}
          inputMode="numeric"
          aria-label={t("filter.amount")}
          autoFocus={autoFocus}
          data-autofocus={autoFocus || undefined}
          defaultValue={String(span.amount)}
          onChange={(event) =>
            onChange({
              ...span,
              amount: Math.min(9_999, Number.parseInt(event.currentTarget.value, 10) || 0),
            })
          }
        />
        <NativeSelect
          aria-label={t("filter.unit")}
          value={span.unit}
          data={UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
          onChange={(event) => onChange({ ...span, unit: event.currentTarget.value })}
        />
      </span>
    );
  }
  if (shape === "unit") {
    const operator = leaf.operator as "this" | "previous" | "next";
    return (
      <NativeSelect
        aria-label={t("filter.value")}
        value={String(leaf.value)}
        data={UNITS.map((unit) => ({ value: unit, label: t(`period.${operator}.${unit}`) }))}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (shape === "range") {
    const [from, to] = leaf.value as [unknown, unknown];
    return (
      <span className={classes.span}>
        <Typed
          field={field}
          value={from}
          label={t("filter.from")}
          autoFocus={autoFocus}
          onChange={(next) => onChange([next, to])}
        />
        <span>{t("filter.and")}</span>
        <Typed field={field} value={to} label={t("filter.to")} onChange={(next) => onChange([from, next])} />
      </span>
    );
  }
  if (field.kind === "boolean")
    return (
      <NativeSelect
        aria-label={t("filter.value")}
        value={String(leaf.value)}
        data={[
          { value: "true", label: t("filter.yes") },
          { value: "false", label: t("filter.no") },
        ]}
        onChange={(event) => onChange(event.currentTarget.value === "true")}
      />
    );
  if (LISTS.has(field.kind)) return <Chosen {...props} />;
  if (shape === "many") return <TextList leaf={leaf} onChange={onChange} autoFocus={autoFocus} />;
  return (
    <Typed
      field={field}
      value={leaf.value}
      label={t("filter.value")}
      autoFocus={autoFocus}
      onChange={onChange}
    />
  );
}
