import { ActionIcon, Button, NativeSelect, Popover } from "@mantine/core";
import { IconFolderPlus, IconPlus, IconTrash, IconX } from "@tabler/icons-react";
import { useState } from "react";
import {
  appendTo,
  type Conjunction,
  conjunctionOf,
  fieldPlace,
  freshLeaf,
  isGroup,
  joinBy,
  leavesOf,
  MAX_DEPTH,
  MAX_LEAVES,
  type NodePath,
  nodesOf,
  replaceAt,
} from "../../../lib/grid/filters";
import type { FilterGroup } from "../../../lib/grid/types";
import type { EditorSources } from "../../../ui/grid/CellEditor";
import { FieldPicker } from "./FieldPicker";
import classes from "./filters.module.css";
import { LeafEditor } from "./LeafEditor";
import { useGridMessages } from "./messages";
import { leafWords, type SentenceContext } from "./sentences";

export interface FilterBuilderProps {
  filter: FilterGroup | null;
  context: SentenceContext;
  sources: EditorSources;
  onChange: (filter: FilterGroup | null) => void;
}

function AddCondition({
  context,
  onAdd,
  small,
}: {
  context: SentenceContext;
  onAdd: (name: string, field: Parameters<typeof freshLeaf>[1]) => void;
  small?: boolean;
}) {
  const t = useGridMessages();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus shadow="md" withinPortal>
      <Popover.Target>
        <Button
          variant="subtle"
          size={small ? "xs" : undefined}
          leftSection={<IconPlus size={16} stroke={1.75} />}
          onClick={() => setOpened((was) => !was)}
        >
          {t("filter.addCondition")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <FieldPicker
          objects={context.objects}
          object={context.object}
          quick={[]}
          onQuick={() => undefined}
          onPick={(name, field) => {
            setOpened(false);
            onAdd(name, field);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

interface GroupProps extends FilterBuilderProps {
  path: NodePath;
  group: FilterGroup;
  full: boolean;
}

function Group({ path, group, full, ...props }: GroupProps) {
  const { filter, context, sources, onChange } = props;
  const t = useGridMessages();
  const nodes = nodesOf(group);
  const conjunction = conjunctionOf(group);
  return (
    <div className={path.length > 0 ? classes.subgroup : classes.root} role="group">
      <div className={classes.groupHead}>
        <NativeSelect
          aria-label={t(conjunction === "and" ? "filter.all" : "filter.any")}
          value={conjunction}
          data={[
            { value: "and", label: t("filter.all") },
            { value: "or", label: t("filter.any") },
          ]}
          onChange={(event) => onChange(joinBy(filter, path, event.currentTarget.value as Conjunction))}
        />
        {path.length > 0 ? (
          <ActionIcon
            aria-label={t("filter.removeGroup")}
            onClick={() => onChange(replaceAt(filter, path, null))}
          >
            <IconTrash size={16} stroke={1.75} />
          </ActionIcon>
        ) : null}
      </div>
      {nodes.map((node, index) => {
        const at = [...path, index];
        const key = at.join(".");
        if (isGroup(node)) return <Group key={key} {...props} path={at} group={node} full={full} />;
        const place = fieldPlace(context.objects, context.object, node.field);
        const words = leafWords(node, context);
        return (
          <div key={`${key} ${node.field}`} className={classes.line}>
            <span className={classes.lineField} title={words.field}>
              {index === 0 ? t("filter.where") : t(`filter.${conjunction}`)} <b>{words.field}</b>
            </span>
            {place ? (
              <LeafEditor
                leaf={node}
                context={context}
                sources={sources}
                onChange={(next) => onChange(replaceAt(filter, at, next))}
              />
            ) : null}
            <ActionIcon
              aria-label={t("filter.remove", { name: words.field })}
              onClick={() => onChange(replaceAt(filter, at, null))}
            >
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          </div>
        );
      })}
      <div className={classes.adders}>
        {full ? <span className={classes.gone}>{t("filter.tooMany")}</span> : null}
        {full ? null : (
          <AddCondition
            small
            context={context}
            onAdd={(name, field) => onChange(appendTo(filter, path, freshLeaf(name, field)))}
          />
        )}
        {full || path.length >= MAX_DEPTH - 1 ? null : (
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconFolderPlus size={16} stroke={1.75} />}
            onClick={() => onChange(appendTo(filter, path, conjunction === "and" ? { or: [] } : { and: [] }))}
          >
            {t("filter.addGroup")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Every condition of a filter with its groups: all of these, any of those. */
export function FilterBuilder(props: FilterBuilderProps) {
  const group = props.filter ?? { and: [] };
  const full = leavesOf(props.filter).length >= MAX_LEAVES;
  return <Group {...props} path={[]} group={group} full={full} />;
}
