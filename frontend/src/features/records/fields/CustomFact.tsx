import { Checkbox, MultiSelect, Textarea, Tooltip, UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useWorkspacePath } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { useMemberOptions } from "../../../lib/members";
import type { FieldInfo } from "../../../lib/objects";
import { recordKind } from "../../../lib/recordKinds";
import { EditableFact } from "../../../ui/record/EditableFact";
import { Fact } from "../../../ui/record/Facts";
import { PickerFact } from "../../../ui/record/PickerFact";
import { Tag } from "../../../ui/Tag";
import { notifyProblem } from "../../../ui/toasts";
import classes from "./fields.module.css";
import { useFieldMessages } from "./messages";
import { findRecords } from "./queries";

export interface CustomFactProps {
  field: FieldInfo;
  value: unknown;
  /** The name of the linked record or member. */
  label: string | string[] | null | undefined;
  editable: boolean;
  onSave: (value: unknown) => Promise<unknown>;
}

const INPUTS: { [kind: string]: "email" | "tel" | "url" | "date" } = {
  email: "email",
  phone: "tel",
  url: "url",
  date: "date",
};

function safeLink(value: string): ReactNode {
  return /^https?:\/\//i.test(value) ? (
    <a href={value} target="_blank" rel="noreferrer noopener">
      {value.replace(/^https?:\/\//i, "")}
    </a>
  ) : (
    value
  );
}

/** A value as people read it, by its kind. */
export function useShownValue() {
  const t = useFieldMessages();
  const format = useFormat();
  return (field: FieldInfo, value: unknown, label: CustomFactProps["label"]): ReactNode => {
    if (value === null || value === undefined || value === "") return undefined;
    if (Array.isArray(value))
      return (
        <span className={classes.pills}>
          {field.choices
            .filter((choice) => value.includes(choice.value))
            .map((choice) => (
              <Tag key={choice.value} dot={choice.colour ?? undefined}>
                {choice.label}
              </Tag>
            ))}
        </span>
      );
    const choice = field.choices.find((each) => each.value === value);
    if (choice) return <Tag dot={choice.colour ?? undefined}>{choice.label}</Tag>;
    switch (field.kind) {
      case "money":
        return format.money(String(value), field.currency ?? "EUR");
      case "number":
      case "percent":
        return format.number(Number(value));
      case "date":
        return format.date(String(value));
      case "boolean":
        return t(value ? "yes" : "no");
      case "phone":
        return format.phone(String(value));
      case "url":
        return safeLink(String(value));
      default:
        return typeof label === "string" ? label : String(value);
    }
  };
}

/** Several choices, edited in place. */
function ChoicesFact({ field, value, editable, onSave }: CustomFactProps) {
  const shownOf = useShownValue();
  const t = useFieldMessages();
  const [draft, setDraft] = useState<string[] | null>(null);
  const shown = shownOf(field, value, null);
  const save = async () => {
    if (draft === null) return;
    setDraft(null);
    if (JSON.stringify(draft) !== JSON.stringify(value ?? [])) await onSave(draft).catch(notifyProblem);
  };
  if (draft === null)
    return (
      <Fact label={field.label}>
        {editable ? (
          <UnstyledButton fz="inherit" onClick={() => setDraft((value as string[] | null) ?? [])}>
            <span className="visually-hidden">{t("edit", { name: field.label })}</span>
            {shown ?? "–"}
          </UnstyledButton>
        ) : (
          (shown ?? "–")
        )}
      </Fact>
    );
  return (
    <Fact label={field.label}>
      <MultiSelect
        aria-label={field.label}
        autoFocus
        data={field.choices.map((choice) => ({ value: choice.value, label: choice.label }))}
        value={draft}
        onChange={setDraft}
        onBlur={() => void save()}
        onKeyDown={(event) => event.key === "Escape" && setDraft(null)}
      />
    </Fact>
  );
}

/** A text of several lines, edited in place. */
function LongTextFact({ field, value, editable, onSave }: CustomFactProps) {
  const t = useFieldMessages();
  const [draft, setDraft] = useState<string | null>(null);
  const text = (value as string | null) ?? "";
  const save = async () => {
    if (draft !== null && draft.trim() !== text) await onSave(draft.trim() || null).catch(notifyProblem);
    setDraft(null);
  };
  if (draft !== null)
    return (
      <Fact label={field.label}>
        <Textarea
          aria-label={field.label}
          autosize
          minRows={3}
          maxRows={12}
          autoFocus
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={() => void save()}
          onKeyDown={(event) => {
            if (event.key === "Escape") setDraft(null);
          }}
        />
      </Fact>
    );
  return (
    <Fact label={field.label}>
      {editable ? (
        <UnstyledButton fz="inherit" style={{ whiteSpace: "pre-wrap" }} onClick={() => setDraft(text)}>
          <span className="visually-hidden">{t("edit", { name: field.label })}</span>
          {text || "–"}
        </UnstyledButton>
      ) : (
        <span style={{ whiteSpace: "pre-wrap" }}>{text || "–"}</span>
      )}
    </Fact>
  );
}

/** A link to another record, changed by choosing one. */
function RelationFact({ field, value, label, editable, onSave }: CustomFactProps) {
  const path = useWorkspacePath();
  const target = field.target ?? "";
  const name = typeof label === "string" ? label : "…";
  const page = value ? recordKind(target)?.path(String(value)) : undefined;
  return (
    <PickerFact
      label={field.label}
      value={value ? { id: String(value), name } : null}
      shown={page ? <Link to={path(page)}>{name}</Link> : name}
      editable={editable}
      search={(text) => findRecords(target, text)}
      onSave={(chosen) => onSave(chosen?.id ?? null)}
    />
  );
}

/** One field of a record, read and edited in place by its kind. */
export function CustomFact(props: CustomFactProps) {
  const { field, value, label, onSave } = props;
  const t = useFieldMessages();
  const members = useMemberOptions();
  const shownOf = useShownValue();
  const editable = props.editable && field.writable;
  const shown = shownOf(field, value, label);
  const own = { ...props, editable };
  if (!field.writable)
    return (
      <Fact label={field.label}>
        {field.help ? (
          <Tooltip label={field.help}>
            <span>{shown ?? "–"}</span>
          </Tooltip>
        ) : (
          (shown ?? "–")
        )}
      </Fact>
    );
  if (field.kind === "multi_choice") return <ChoicesFact {...own} />;
  if (field.kind === "long_text") return <LongTextFact {...own} />;
  if (field.kind === "relation") return <RelationFact {...own} />;
  if (field.kind === "boolean")
    return (
      <Fact label={field.label}>
        <Checkbox
          aria-label={field.label}
          checked={value === true}
          disabled={!editable}
          onChange={(event) => void onSave(event.currentTarget.checked).catch(notifyProblem)}
        />
      </Fact>
    );
  const options =
    field.kind === "choice"
      ? field.choices.map((choice) => ({ value: choice.value, label: choice.label }))
      : field.kind === "member"
        ? members.map((member) => ({ value: member.id, label: member.name }))
        : undefined;
  const isNumber = field.kind === "number" || field.kind === "money";
  return (
    <EditableFact
      label={field.label}
      value={value === null || value === undefined ? "" : String(value)}
      shown={shown}
      type={INPUTS[field.kind]}
      options={options ? [{ value: "", label: t("form.nothing") }, ...options] : undefined}
      editable={editable}
      placeholder={field.help ?? undefined}
      onSave={(text) =>
        onSave(text.trim() === "" ? null : isNumber ? text.replace(",", ".").replace(/\s/g, "") : text)
      }
    />
  );
}
