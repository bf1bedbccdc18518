import { NativeSelect, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useFormat } from "../../../lib/format";
import { useMemberOptions } from "../../../lib/members";
import classes from "../activities.module.css";
import { useActivityMessages } from "../messages";
import { TIMELINE_KINDS, type TimelineCounts, type TimelineFilter, type TimelineKind } from "./queries";

interface FiltersProps {
  filter: TimelineFilter;
  counts: TimelineCounts | undefined;
  onChange: (change: Partial<TimelineFilter>) => void;
}

/** Which entries of the history show: by kind (several), by colleague, by words. */
export function Filters({ filter, counts, onChange }: FiltersProps) {
  const t = useActivityMessages();
  const format = useFormat();
  const members = useMemberOptions();
  const [text, setText] = useState(filter.text ?? "");
  const search = useDebouncedCallback((value: string) => onChange({ text: value.trim() || undefined }), 250);
  const toggle = (kind: TimelineKind) =>
    onChange({
      kinds: filter.kinds.includes(kind)
        ? filter.kinds.filter((each) => each !== kind)
        : [...filter.kinds, kind],
    });
  const button = (
    key: string,
    label: string,
    pressed: boolean,
    count: number | undefined,
    onClick: () => void,
  ) => (
    <UnstyledButton key={key} className={classes.filter} aria-pressed={pressed} onClick={onClick}>
      {label}
      {count ? (
        <span className={`${classes.filterCount} tabular`} aria-hidden="true">
          {format.number(count)}
          {counts?.capped ? "+" : ""}
        </span>
      ) : null}
    </UnstyledButton>
  );
  // A kind that never happened here is no choice, unless it was made.
  const kinds = TIMELINE_KINDS.filter(
    (kind) => !counts || counts.counts[kind] > 0 || filter.kinds.includes(kind),
  );
  return (
    <div className={classes.filterBar}>
      <div className={classes.filters} role="group" aria-label={t("filter.label")}>
        {button("all", t("filter.all"), filter.kinds.length === 0, counts?.all, () =>
          onChange({ kinds: [] }),
        )}
        {kinds.map((kind) =>
          button(kind, t(`filter.${kind}`), filter.kinds.includes(kind), counts?.counts[kind], () =>
            toggle(kind),
          ),
        )}
      </div>
      <div className={classes.narrow}>
        <TextInput
          size="xs"
          className={classes.find}
          aria-label={t("filter.text")}
          placeholder={t("filter.text")}
          leftSection={<IconSearch size={14} stroke={1.75} />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            search(event.currentTarget.value);
          }}
        />
        {members.length > 1 ? (
          <NativeSelect
            size="xs"
            aria-label={t("filter.member")}
            value={filter.member ?? ""}
            onChange={(event) => onChange({ member: event.currentTarget.value || undefined })}
            data={[
              { value: "", label: t("filter.everybody") },
              ...members.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        ) : null}
      </div>
    </div>
  );
}
