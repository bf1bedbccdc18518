import { NativeSelect, TextInput, UnstyledButton } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { asProblem } from "../../lib/problem";
import { problemText } from "../ErrorState";
import { useUiMessages } from "../messages";
import classes from "./record.module.css";

export interface EditableFactProps {
  label: string;
  /** The raw value that is edited. */
  value: string;
  /** How it is read; the raw value by default. */
  shown?: ReactNode;
  /** Saves it. A thrown `Problem` keeps the editor open with its message. */
  onSave: (value: string) => Promise<unknown> | unknown;
  type?: "text" | "email" | "tel" | "url" | "number" | "date";
  /** A closed list instead of free text. */
  options?: { value: string; label: string }[];
  /** False explains nothing more: the fact is simply read. */
  editable?: boolean;
  placeholder?: string;
}

/** A value edited in place: click or Enter opens, Enter or leaving saves, Esc gives up. */
export function InlineValue(props: EditableFactProps) {
  const { label, value, shown, onSave, type = "text", options, editable = true, placeholder } = props;
  const t = useUiMessages();
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const saving = useRef(false);

  const editing = draft !== null;
  const wasEditing = useRef(false);
  // Once the editor is gone, the keyboard goes on where it opened, unless it is elsewhere already.
  useEffect(() => {
    if (wasEditing.current && !editing && document.activeElement === document.body) opener.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  const close = () => {
    setDraft(null);
    setError(null);
  };
  const save = async (next: string) => {
    if (saving.current) return;
    if (next === value) return close();
    saving.current = true;
    try {
      await onSave(next);
      close();
    } catch (failure) {
      const problem = asProblem(failure);
      setError(problem.fields[0]?.message ?? problemText(problem, t));
    } finally {
      saving.current = false;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
    if (event.key === "Enter" && draft !== null) {
      event.preventDefault();
      void save(draft);
    }
  };

  const shared = {
    "aria-label": label,
    onKeyDown,
    error: Boolean(error),
    autoFocus: true,
    className: classes.editor,
  };
  const empty = value === "";
  const reading = empty && shown === undefined ? t("fact.empty") : (shown ?? value);
  return (
    <>
      {draft !== null && options ? (
        <NativeSelect
          {...shared}
          data={options}
          value={draft}
          onChange={(event) => void save(event.currentTarget.value)}
          onBlur={close}
        />
      ) : null}
      {draft !== null && !options ? (
        <TextInput
          {...shared}
          type={type}
          value={draft}
          placeholder={placeholder}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={() => void save(draft)}
        />
      ) : null}
      {draft === null && editable ? (
        <UnstyledButton
          ref={opener}
          className={classes.value}
          data-empty={empty || undefined}
          onClick={() => setDraft(value)}
        >
          {/* What is read stays part of the button's name, so that voice control finds it. */}
          <span className="visually-hidden">{`${t("fact.edit", { name: label })}, `}</span>
          {reading}
        </UnstyledButton>
      ) : null}
      {draft === null && !editable ? (
        <span className={classes.value}>{empty ? "–" : (shown ?? value)}</span>
      ) : null}
      {error ? (
        <span className={classes.editorError} role="alert">
          {error}
        </span>
      ) : null}
    </>
  );
}

/** A fact of a list, edited in place. */
export function EditableFact(props: EditableFactProps) {
  return (
    <div className={classes.fact}>
      <dt>{props.label}</dt>
      <dd>
        <InlineValue {...props} />
      </dd>
    </div>
  );
}
