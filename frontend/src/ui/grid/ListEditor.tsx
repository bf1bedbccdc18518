import { Combobox, useCombobox } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { matches } from "../../lib/matching";
import { Avatar } from "../Avatar";
import formClasses from "../forms/forms.module.css";
import { useUiMessages } from "../messages";
import classes from "./Grid.module.css";
import type { Onward } from "./types";

/** Something to choose in a cell or a filter. */
export interface ListOption {
  value: string;
  label: string;
  dot?: string;
  avatar?: "person" | "company";
  detail?: string;
}

interface ListEditorProps {
  label: string;
  /** Chosen at first; several when `multiple`. */
  value: string[];
  multiple: boolean;
  /** Offers to empty the cell. */
  clearable: boolean;
  /** All there is to choose, or what a search finds. */
  options?: ListOption[];
  search?: (text: string, signal: AbortSignal) => Promise<ListOption[]>;
  /** Chosen ones with their names, while the search has not told them. */
  known: ListOption[];
  onSave: (chosen: ListOption[], onward: Onward) => void;
  onCancel: () => void;
}

const WAIT_MS = 120;
const NONE = "";

function useOptions(props: ListEditorProps, text: string): { options: ListOption[]; searching: boolean } {
  const { options, search } = props;
  const [found, setFound] = useState<ListOption[] | null>(null);
  const latest = useRef(search);
  latest.current = search;
  useEffect(() => {
    if (!latest.current) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(
      () =>
        void latest
          .current?.(text.trim(), abort.signal)
          .then((next) => !abort.signal.aborted && setFound(next))
          .catch(() => !abort.signal.aborted && setFound([])),
      WAIT_MS,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  if (search) return { options: found ?? [], searching: found === null };
  const all = options ?? [];
  return { options: text.trim() ? all.filter((each) => matches(each.label, text)) : all, searching: false };
}

/** Chooses one or several values from a list by typing: Enter takes, Tab goes on, Escape gives up. */
export function ListEditor(props: ListEditorProps) {
  const { label, multiple, clearable, onSave, onCancel } = props;
  const t = useUiMessages();
  const combobox = useCombobox({ defaultOpened: true });
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<ListOption[]>(props.known);
  const { options, searching } = useOptions(props, text);
  const closed = useRef(false);
  const { selectFirstOption } = combobox;
  // Enter takes the best match.
  useEffect(() => {
    if (text.trim() && options.length > 0) selectFirstOption();
  }, [text, options, selectFirstOption]);

  const finish = (picked: ListOption[], onward: Onward) => {
    if (closed.current) return;
    closed.current = true;
    onSave(picked, onward);
  };
  const submit = (value: string) => {
    const option = options.find((each) => each.value === value);
    if (!multiple) {
      finish(option ? [option] : [], "stay");
      return;
    }
    if (!option) return;
    setText("");
    setChosen((before) =>
      before.some((each) => each.value === value)
        ? before.filter((each) => each.value !== value)
        : [...before, option],
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      closed.current = true;
      onCancel();
    } else if (event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      if (multiple) finish(chosen, event.shiftKey ? "left" : "right");
      else {
        closed.current = true;
        onSave(props.known, event.shiftKey ? "left" : "right");
      }
    } else if (multiple && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      finish(chosen, "down");
    } else if (multiple && event.key === "Backspace" && text === "")
      setChosen((before) => before.slice(0, -1));
  };

  const isChosen = (value: string) => chosen.some((each) => each.value === value);
  return (
    <Combobox store={combobox} onOptionSubmit={submit} shadow="md" width={260} position="bottom-start">
      <Combobox.Target>
        <input
          aria-label={label}
          // biome-ignore lint/a11y/noAutofocus: the editor replaces the cell that had the focus.
          autoFocus
          data-autofocus
          value={text}
          placeholder={chosen.map((each) => each.label).join(", ") || t("picker.placeholder")}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onKeyDown={onKeyDown}
          onBlur={() => {
            if (multiple) finish(chosen, "stay");
            else if (!closed.current) {
              closed.current = true;
              onCancel();
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: "auto" }} aria-label={label}>
          {clearable && !multiple && chosen.length > 0 && !text ? (
            <Combobox.Option value={NONE}>{t("picker.none")}</Combobox.Option>
          ) : null}
          {options.map((option) => (
            <Combobox.Option key={option.value} value={option.value} active={isChosen(option.value)}>
              <span className={formClasses.option}>
                {option.avatar ? <Avatar name={option.label} kind={option.avatar} size={20} /> : null}
                {option.dot ? <span className={classes.dot} style={{ background: option.dot }} /> : null}
                <span className="truncate">{option.label}</span>
                {option.detail ? (
                  <span className={`${formClasses.optionDetail} truncate`}>{option.detail}</span>
                ) : null}
                {isChosen(option.value) ? (
                  <IconCheck size={14} stroke={1.75} className={classes.chosen} />
                ) : null}
              </span>
            </Combobox.Option>
          ))}
          {options.length === 0 ? (
            <Combobox.Empty>{t(searching ? "picker.searching" : "picker.empty")}</Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
