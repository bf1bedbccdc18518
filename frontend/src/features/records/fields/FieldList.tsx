import { DragDropProvider, PointerSensor } from "@dnd-kit/react";
import { isSortable, useSortable } from "@dnd-kit/react/sortable";
import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconGripVertical } from "@tabler/icons-react";
import { Tag } from "../../../ui/Tag";
import classes from "./fields.module.css";
import { useFieldMessages } from "./messages";
import type { Definition } from "./queries";

const SENSORS = [PointerSensor];

interface RowProps {
  field: Definition;
  index: number;
  last: boolean;
  onEdit: () => void;
  onStep: (by: 1 | -1) => void;
}

function FieldRow({ field, index, last, onEdit, onStep }: RowProps) {
  const t = useFieldMessages();
  const { ref, handleRef, isDragging } = useSortable({ id: field.id, index });
  const name = field.label;
  const facts = [
    t(`kinds.${field.kind}`),
    field.computing_total === null
      ? t("values", { count: field.values_count })
      : t("computing", { done: field.computing_done, total: field.computing_total }),
  ];
  return (
    <li ref={ref} className={classes.row} data-dragging={isDragging || undefined}>
      <span ref={handleRef} className={classes.grip} aria-hidden="true">
        <IconGripVertical size={16} stroke={1.75} />
      </span>
      <UnstyledButton className={classes.rowText} onClick={onEdit}>
        <span className="visually-hidden">{t("edit", { name })}, </span>
        <span className={classes.rowName}>{name}</span>
        <span className={classes.quiet}>{facts.join(" · ")}</span>
      </UnstyledButton>
      <span className={classes.marks}>
        {field.required ? <Tag>{t("required")}</Tag> : null}
        {field.personal ? <Tag>{t("personal")}</Tag> : null}
      </span>
      <ActionIcon disabled={index === 0} aria-label={t("up", { name })} onClick={() => onStep(-1)}>
        <IconChevronUp size={16} stroke={1.75} />
      </ActionIcon>
      <ActionIcon disabled={last} aria-label={t("down", { name })} onClick={() => onStep(1)}>
        <IconChevronDown size={16} stroke={1.75} />
      </ActionIcon>
    </li>
  );
}

function moved<T>(items: T[], from: number, to: number): T[] {
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), items[from] as T, ...rest.slice(to)];
}

/** The fields of a kind of record; dragged, or moved by the buttons, into another order. */
export function FieldList({
  fields,
  onEdit,
  onOrder,
}: {
  fields: Definition[];
  onEdit: (field: Definition) => void;
  onOrder: (fields: Definition[]) => void;
}) {
  return (
    <DragDropProvider
      sensors={SENSORS}
      onDragEnd={({ operation, canceled }) => {
        const { source } = operation;
        if (!canceled && source && isSortable(source) && source.initialIndex !== source.index)
          onOrder(moved(fields, source.initialIndex, source.index));
      }}
    >
      <ol className={classes.list}>
        {fields.map((field, index) => (
          <FieldRow
            key={field.id}
            field={field}
            index={index}
            last={index === fields.length - 1}
            onEdit={() => onEdit(field)}
            onStep={(by) => onOrder(moved(fields, index, index + by))}
          />
        ))}
      </ol>
    </DragDropProvider>
  );
}
