import { Button, Checkbox, Group, Modal, NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useFormat } from "../../../lib/format";
import { parseDecimal } from "../../../lib/grid/parse";
import type { GridField, GridObject } from "../../../lib/grid/types";
import { asProblem } from "../../../lib/problem";
import { FormProblem } from "../../../ui/forms/FormProblem";
import type { EditorSources } from "../../../ui/grid/CellEditor";
import classes from "./bulk.module.css";
import { type BulkChange, type BulkPreview, previewBulk, type SelectionBody, startBulk } from "./bulkQueries";
import { useGridMessages } from "./messages";
import type { SentenceContext } from "./sentences";
import { ValueInput } from "./ValueInput";
import { announceBulk } from "./watchRuns";

export type BulkAct = "edit" | "assign" | "tag" | "untag" | "delete";

interface BulkDialogProps {
  act: BulkAct;
  described: GridObject;
  selection: SelectionBody;
  sources: EditorSources;
  context: SentenceContext;
  onClose: () => void;
  /** Started: the selection is done with. */
  onStarted: () => void;
}

const EDITABLE_KINDS = new Set([
  "text",
  "long_text",
  "number",
  "money",
  "percent",
  "date",
  "choice",
  "multi_choice",
  "boolean",
  "email",
  "phone",
  "url",
  "member",
  "team",
  "relation",
]);

/** What a change starts with, by the kind of its field. */
function startValue(field: GridField): unknown {
  if (field.kind === "boolean") return true;
  return field.kind === "multi_choice" ? [] : "";
}

function useChange(act: BulkAct, described: GridObject, selection: SelectionBody) {
  const fields = useMemo(
    () => described.fields.filter((field) => field.writable && EDITABLE_KINDS.has(field.kind)),
    [described],
  );
  const first = act === "assign" ? "owner_id" : (fields[0]?.name ?? "");
  const [name, setName] = useState(first);
  const field = described.fields.find((each) => each.name === name) ?? fields[0];
  const [value, setValue] = useState<unknown>(field ? startValue(field) : "");
  const [emptied, setEmptied] = useState(false);
  const [tags, setTags] = useState<string[]>([]);
  const choose = (next: string) => {
    setName(next);
    setEmptied(false);
    const chosen = described.fields.find((each) => each.name === next);
    setValue(chosen ? startValue(chosen) : "");
  };
  const change = useMemo((): BulkChange | null => {
    if (act === "delete") return { selection, operation: "delete" };
    if (act === "tag" || act === "untag") return tags.length > 0 ? { selection, operation: act, tags } : null;
    const missing = value === "" || (Array.isArray(value) && value.length === 0);
    if (!field || (missing && !emptied)) return null;
    const empty = field.kind === "multi_choice" ? [] : null;
    return { selection, operation: "edit", values: { [field.name]: emptied ? empty : value } };
  }, [act, selection, tags, value, emptied, field]);
  return { fields, field, choose, value, setValue, emptied, setEmptied, tags, setTags, change };
}

/** Asks what the change would do as soon as it is complete. */
function usePreview(object: string, change: BulkChange | null) {
  const [preview, setPreview] = useState<BulkPreview | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    setPreview(null);
    setError(null);
    if (!change) return undefined;
    let stale = false;
    const timer = setTimeout(() => {
      previewBulk(object, change)
        .then((found) => !stale && setPreview(found))
        .catch((problem) => !stale && setError(problem));
    }, 250);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [object, change]);
  return { preview, error };
}

const words = (label: string | string[] | null, value: unknown) =>
  label === null ? String(value ?? "") : Array.isArray(label) ? label.join(", ") : label;

function Preview({ preview, deleting }: { preview: BulkPreview; deleting: boolean }) {
  const t = useGridMessages();
  const format = useFormat();
  const shown = (count: number) => ({ count, shown: format.number(count) });
  return (
    <div className={classes.preview} role="status">
      <p className={classes.sum}>
        {t(deleting ? "bulk.willDelete" : "bulk.willChange", shown(preview.count))}
      </p>
      {preview.changes.map((change) => (
        <ul key={change.field} className={classes.values}>
          {change.before
            .filter((before) => JSON.stringify(before.value) !== JSON.stringify(change.after))
            .slice(0, 4)
            .map((before) => (
              <li key={JSON.stringify(before.value)}>
                <span className={classes.old}>{words(before.label, before.value) || "–"}</span>
                <span className={classes.new}>{words(change.after_label, change.after) || "–"}</span>
                <span className="tabular">{format.number(before.count)}</span>
              </li>
            ))}
        </ul>
      ))}
      {preview.refused > 0 ? (
        <ul className={classes.refusals}>
          {preview.refusals.slice(0, 5).map((refusal) => (
            <li key={refusal.id}>
              <b>{refusal.title}</b> {refusal.reason}
            </li>
          ))}
        </ul>
      ) : null}
      {preview.refused > 0 ? <p>{t("bulk.notAll", shown(preview.refused))}</p> : null}
      <p className={classes.hint}>{t("bulk.undoable")}</p>
    </div>
  );
}

/** One change of all selected records: what it is, what it would do, then go. */
export function BulkDialog(props: BulkDialogProps) {
  const { act, described, selection, sources, context, onClose, onStarted } = props;
  const t = useGridMessages();
  const format = useFormat();
  const queries = useQueryClient();
  const form = useChange(act, described, selection);
  const { preview, error } = usePreview(described.name, form.change);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const deleting = act === "delete";
  const { field } = form;

  const run = async () => {
    if (!form.change) return;
    setBusy(true);
    setFailure(null);
    try {
      const started = await startBulk(described.name, form.change);
      onStarted();
      if (started) announceBulk(started, queries);
    } catch (problem) {
      setFailure(problem);
      setBusy(false);
    }
  };
  const problem = failure ?? error;
  const count = preview?.count ?? 0;
  return (
    <Modal opened onClose={onClose} title={t(`bulk.title.${act}`)} size={480}>
      <div className="form-stack">
        {act === "edit" ? (
          <NativeSelect
            label={t("bulk.field")}
            value={field?.name}
            data={form.fields.map((each) => ({ value: each.name, label: each.label }))}
            onChange={(event) => form.choose(event.currentTarget.value)}
          />
        ) : null}
        {(act === "edit" || act === "assign") && field ? (
          <div>
            <span className={classes.label}>{t(act === "assign" ? "bulk.owner" : "bulk.value")}</span>
            {form.emptied ? null : (
              <NewValue
                key={field.name}
                field={field}
                value={form.value}
                sources={sources}
                context={context}
                onChange={form.setValue}
              />
            )}
            {field.required || field.kind === "boolean" ? null : (
              <Checkbox
                mt={8}
                label={t("bulk.emptyIt")}
                checked={form.emptied}
                onChange={(event) => form.setEmptied(event.currentTarget.checked)}
              />
            )}
          </div>
        ) : null}
        {act === "tag" || act === "untag" ? (
          <div>
            <span className={classes.label}>{t("bulk.tags")}</span>
            <ValueInput
              leaf={{ field: "tags", operator: "has_any", value: form.tags }}
              field={TAGS}
              sources={sources}
              context={context}
              autoFocus
              onChange={(value) => form.setTags(value as string[])}
            />
          </div>
        ) : null}
        {problem ? <FormProblem problem={asProblem(problem)} /> : null}
        {form.change && !preview && !problem ? <p className={classes.hint}>{t("bulk.preview")}</p> : null}
        {preview ? <Preview preview={preview} deleting={deleting} /> : null}
        <Group gap={8}>
          <Button
            color={deleting ? "red" : undefined}
            loading={busy}
            disabled={!preview || count === 0}
            onClick={() => void run()}
          >
            {!preview
              ? t(deleting ? "bulk.delete" : "bulk.apply")
              : count === 0
                ? t("bulk.nothing")
                : t(deleting ? "bulk.runDelete" : "bulk.runChange", { count, shown: format.number(count) })}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}

const TAGS: GridField = {
  name: "tags",
  kind: "tags",
  label: "",
  target: null,
  choices: [],
  required: false,
  writable: true,
  sortable: false,
  filterable: true,
  groupable: true,
  operators: ["has_any"],
  custom: false,
};

function NewValue({
  field,
  value,
  sources,
  context,
  onChange,
}: {
  field: GridField;
  value: unknown;
  sources: EditorSources;
  context: SentenceContext;
  onChange: (value: unknown) => void;
}) {
  const t = useGridMessages();
  if (field.kind === "long_text" || field.kind === "text")
    return (
      <TextInput
        aria-label={t("bulk.value")}
        data-autofocus
        value={String(value)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  const many = field.kind === "multi_choice";
  const typed = (next: unknown) =>
    onChange(["number", "percent"].includes(field.kind) ? Number(parseDecimal(String(next)) ?? 0) : next);
  return (
    <ValueInput
      leaf={{ field: field.name, operator: many ? "has_any" : "is", value }}
      field={field}
      sources={{ ...sources }}
      context={context}
      autoFocus
      onChange={field.kind === "number" || field.kind === "percent" ? typed : onChange}
    />
  );
}
