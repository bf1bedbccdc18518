import { CloseButton, Combobox, InputBase, useCombobox } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Avatar } from "../Avatar";
import { useUiMessages } from "../messages";
import classes from "./forms.module.css";

export interface PickedRecord {
  id: string;
  name: string;
}

export interface PickerOption extends PickedRecord {
  detail?: string;
}

export interface RecordPickerProps {
  label: string;
  value: PickedRecord | null;
  onChange: (value: PickedRecord | null) => void;
  /** Finds records; an empty text asks for the most useful ones. */
  search: (text: string, signal: AbortSignal) => Promise<PickerOption[]>;
  /** Offers to create what was typed. */
  onCreate?: (name: string) => Promise<PickedRecord>;
  kind?: "person" | "company" | "none";
  placeholder?: string;
  error?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  /** The label is said, not shown. */
  hideLabel?: boolean;
  autoFocus?: boolean;
  /** The field lost the focus without a choice. */
  onLeave?: () => void;
}

const WAIT_MS = 150;
type Found = { state: "loading" } | { state: "failed" } | { state: "ready"; options: PickerOption[] };

function useSearch(open: boolean, text: string, search: RecordPickerProps["search"]): Found {
  const [found, setFound] = useState<Found>({ state: "loading" });
  const latest = useRef(search);
  latest.current = search;
  useEffect(() => {
    if (!open) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      latest
        .current(text.trim(), abort.signal)
        .then((options) => !abort.signal.aborted && setFound({ state: "ready", options }))
        .catch(() => !abort.signal.aborted && setFound({ state: "failed" }));
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [open, text]);
  return found;
}

/** Chooses a record by typing its name; the list is asked from the server. */
export function RecordPicker(props: RecordPickerProps) {
  const { label, value, onChange, search, onCreate, kind = "none", error, required, disabled } = props;
  const t = useUiMessages();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useState<string | null>(null);
  const found = useSearch(combobox.dropdownOpened, text ?? "", search);
  const typed = (text ?? "").trim();
  const options = found.state === "ready" ? found.options : [];

  const { selectFirstOption } = combobox;
  // Enter takes the best match, or creates what was typed.
  useEffect(() => {
    if (typed && found.state === "ready") selectFirstOption();
  }, [typed, found, selectFirstOption]);

  const choose = async (id: string) => {
    combobox.closeDropdown();
    setText(null);
    if (id === "+create" && onCreate) onChange(await onCreate(typed));
    else onChange(options.find((option) => option.id === id) ?? null);
  };
  const message = { loading: t("picker.searching"), failed: t("picker.failed"), ready: t("picker.empty") }[
    found.state
  ];

  return (
    <Combobox store={combobox} onOptionSubmit={(id) => void choose(id)} shadow="md">
      <Combobox.Target>
        <InputBase
          label={props.hideLabel ? undefined : label}
          aria-label={props.hideLabel ? label : undefined}
          autoFocus={props.autoFocus}
          error={error}
          required={required}
          disabled={disabled}
          placeholder={props.placeholder ?? t("picker.placeholder")}
          value={text ?? value?.name ?? ""}
          leftSection={
            value && text === null && kind !== "none" ? (
              <Avatar name={value.name} kind={kind} size={20} />
            ) : null
          }
          rightSectionPointerEvents="all"
          rightSection={
            value && !required && !disabled ? (
              <CloseButton size="sm" aria-label={t("action.clear")} onClick={() => onChange(null)} />
            ) : (
              <Combobox.Chevron />
            )
          }
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={(event) => {
            event.currentTarget.select();
            if (props.autoFocus) combobox.openDropdown();
          }}
          onClick={() => combobox.openDropdown()}
          onKeyDown={(event) => {
            // An open list keeps Enter to itself: it must not send the form around it.
            if (event.key === "Enter" && combobox.dropdownOpened) event.preventDefault();
          }}
          onBlur={() => {
            combobox.closeDropdown();
            setText(null);
            props.onLeave?.();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={260} style={{ overflowY: "auto" }}>
          {options.map((option) => (
            <Combobox.Option key={option.id} value={option.id} active={option.id === value?.id}>
              <span className={classes.option}>
                {kind === "none" ? null : <Avatar name={option.name} kind={kind} size={20} />}
                <span className="truncate">{option.name}</span>
                {option.detail ? (
                  <span className={`${classes.optionDetail} truncate`}>{option.detail}</span>
                ) : null}
              </span>
            </Combobox.Option>
          ))}
          {options.length === 0 ? <Combobox.Empty>{message}</Combobox.Empty> : null}
          {onCreate &&
          typed &&
          !options.some((option) => option.name.toLowerCase() === typed.toLowerCase()) ? (
            <Combobox.Option value="+create">{t("picker.create", { name: typed })}</Combobox.Option>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
