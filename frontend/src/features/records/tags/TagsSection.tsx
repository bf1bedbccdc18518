import {
  Checkbox,
  Combobox,
  Popover,
  ScrollArea,
  TextInput,
  UnstyledButton,
  useCombobox,
} from "@mantine/core";
import { IconTag } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RecordSectionProps } from "../../../lib/manifest";
import { fold, matches } from "../../../lib/matching";
import { Tag } from "../../../ui/Tag";
import { notifyProblem } from "../../../ui/toasts";
import classes from "../fields/fields.module.css";
import { useFieldMessages } from "../fields/messages";
import { ChangedMeanwhile, recordQuery, saveValue } from "../fields/queries";
import { createTag, tagsQuery } from "./queries";

const CREATE = "+create";

interface PickerProps {
  chosen: string[];
  onToggle: (id: string) => void;
  onCreate: (name: string) => void;
}

/** Tags to tick, found by typing; what is not there yet is made on the fly. */
function TagPicker({ chosen, onToggle, onCreate }: PickerProps) {
  const t = useFieldMessages();
  const tags = useQuery(tagsQuery()).data ?? [];
  const [text, setText] = useState("");
  const combobox = useCombobox({ defaultOpened: true });
  const found = tags.filter((tag) => matches(tag.name, text));
  const typed = text.trim();
  const isNew = typed !== "" && !tags.some((tag) => fold(tag.name) === fold(typed));
  const submit = (value: string) => {
    if (value === CREATE) onCreate(typed);
    else onToggle(value);
    setText("");
  };
  return (
    <Combobox store={combobox} onOptionSubmit={submit} withinPortal={false}>
      <Combobox.EventsTarget>
        <TextInput
          className={classes.picker}
          aria-label={t("tags.find")}
          placeholder={t("tags.find")}
          value={text}
          maxLength={60}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
          onKeyDown={(event) => event.key === "Enter" && !found.length && isNew && submit(CREATE)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options mt={8} aria-label={t("tags.title")}>
        <ScrollArea.Autosize mah={240} type="scroll">
          {found.map((tag) => (
            <Combobox.Option key={tag.id} value={tag.id} active={chosen.includes(tag.id)}>
              <span className={classes.choiceRow}>
                <Checkbox checked={chosen.includes(tag.id)} readOnly tabIndex={-1} aria-hidden size="xs" />
                <Tag dot={tag.colour}>{tag.name}</Tag>
              </span>
            </Combobox.Option>
          ))}
          {isNew ? (
            <Combobox.Option value={CREATE}>{t("tags.create", { name: typed })}</Combobox.Option>
          ) : null}
          {found.length === 0 && !isNew ? <Combobox.Empty>{t("tags.none")}</Combobox.Empty> : null}
        </ScrollArea.Autosize>
      </Combobox.Options>
    </Combobox>
  );
}

/** The tags of a record as pills; one click opens the picker. */
export default function TagsSection({ object, id, canEdit }: RecordSectionProps) {
  const t = useFieldMessages();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const record = useQuery(recordQuery(object, id)).data;
  const tags = useQuery(tagsQuery()).data ?? [];
  if (!record || !("tags" in record.values)) return null;
  const chosen = (record.values.tags as string[] | null) ?? [];
  const shown = tags.filter((tag) => chosen.includes(tag.id));
  const save = async (next: string[]) => {
    const { queryKey } = recordQuery(object, id);
    queries.setQueryData(queryKey, { ...record, values: { ...record.values, tags: next } });
    try {
      await saveValue(queries, object, id, "tags", next);
    } catch (error) {
      await queries.invalidateQueries({ queryKey });
      notifyProblem(error, error instanceof ChangedMeanwhile ? t("conflict") : undefined);
    }
  };
  const toggle = (tag: string) =>
    save(chosen.includes(tag) ? chosen.filter((each) => each !== tag) : [...chosen, tag]);
  const create = async (name: string) => {
    try {
      const { data } = await createTag({ name });
      await queries.invalidateQueries({ queryKey: ["tag"] });
      await save([...chosen, data.id]);
    } catch (error) {
      notifyProblem(error);
    }
  };
  const pills = shown.map((tag) => (
    <Tag key={tag.id} dot={tag.colour}>
      {tag.name}
    </Tag>
  ));
  if (!canEdit) return shown.length ? <div className={classes.tags}>{pills}</div> : null;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="md" trapFocus withRoles>
      <Popover.Target>
        <UnstyledButton className={classes.tags} onClick={() => setOpen(!open)}>
          <span className="visually-hidden">{t("tags.edit")}</span>
          {pills}
          {shown.length ? null : <Tag icon={IconTag}>{t("tags.add")}</Tag>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("tags.edit")}>
        <TagPicker
          chosen={chosen}
          onToggle={(tag) => void toggle(tag)}
          onCreate={(name) => void create(name)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
