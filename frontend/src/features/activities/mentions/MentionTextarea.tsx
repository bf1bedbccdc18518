import { Textarea, type TextareaProps, UnstyledButton } from "@mantine/core";
import { type KeyboardEvent, type Ref, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useMemberOptions } from "../../../lib/members";
import { Avatar } from "../../../ui/Avatar";
import { useActivityMessages } from "../messages";
import classes from "./mentions.module.css";
import { completed, type Mentionable, matching, mentionQuery } from "./mentionText";

interface MentionTextareaProps extends Omit<TextareaProps, "onChange" | "value" | "ref"> {
  value: string;
  onText: (text: string) => void;
  fieldRef?: Ref<HTMLTextAreaElement>;
}

/** A field in which @ offers colleagues: arrows choose, Enter or Tab takes, Escape leaves. */
export function MentionTextarea({
  value,
  onText,
  fieldRef,
  onKeyDown,
  onBlur,
  ...rest
}: MentionTextareaProps) {
  const t = useActivityMessages();
  const members = useMemberOptions();
  const field = useRef<HTMLTextAreaElement | null>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const listId = useId();
  const query = caret === null ? null : mentionQuery(value, caret);
  const offered = query === null ? [] : matching(members, query);

  const choose = (person: Mentionable) => {
    if (caret === null) return;
    const next = completed(value, caret, person.name);
    // At once: the next letter of a quick typist must already stand after the name.
    flushSync(() => {
      onText(next.text);
      setCaret(null);
    });
    field.current?.focus();
    field.current?.setSelectionRange(next.caret, next.caret);
  };
  const onKeys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const person = offered[active];
    if (person && !event.ctrlKey && !event.metaKey) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        setActive((active + step + offered.length) % offered.length);
        return;
      }
      if (event.key === "Enter" || event.key === "Tab") {
        event.preventDefault();
        choose(person);
        return;
      }
      if (event.key === "Escape") {
        event.stopPropagation();
        event.nativeEvent.stopImmediatePropagation();
        setCaret(null);
        return;
      }
    }
    onKeyDown?.(event);
  };
  return (
    <div className={classes.holder}>
      <Textarea
        {...rest}
        ref={(node) => {
          field.current = node;
          if (typeof fieldRef === "function") fieldRef(node);
          else if (fieldRef) fieldRef.current = node;
        }}
        value={value}
        aria-autocomplete="list"
        aria-controls={offered.length > 0 ? listId : undefined}
        aria-activedescendant={offered.length > 0 ? `${listId}-${active}` : undefined}
        onChange={(event) => {
          onText(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart);
          setActive(0);
        }}
        onBlur={(event) => {
          setCaret(null);
          onBlur?.(event);
        }}
        onKeyDown={onKeys}
      />
      {offered.length > 0 ? (
        <div role="listbox" id={listId} aria-label={t("mention.list")} className={classes.list}>
          {offered.map((person, index) => (
            <UnstyledButton
              key={person.id}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={classes.option}
              // The field keeps the focus: choosing by mouse is no leaving of it.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(person)}
            >
              <Avatar name={person.name} size={20} />
              {person.name}
            </UnstyledButton>
          ))}
        </div>
      ) : null}
    </div>
  );
}
