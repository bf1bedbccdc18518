import { useSortable } from "@dnd-kit/react/sortable";
import {
  ActionIcon,
  MultiSelect,
  NativeSelect,
  NumberInput,
  Popover,
  Stack,
  TextInput,
  Tooltip,
  UnstyledButton,
} from "@mantine/core";
import {
  IconAdjustments,
  IconChevronDown,
  IconChevronUp,
  IconGripVertical,
  IconTrash,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useDealMessages } from "../messages";
import classes from "./pipelines.module.css";
import { requirableFieldsQuery, type StageKind } from "./queries";
import { type EditedStage, STAGE_COLOURS } from "./stageDrafts";

interface StageRowProps {
  stage: EditedStage;
  index: number;
  last: boolean;
  showFault: boolean;
  onChange: (change: Partial<EditedStage>) => void;
  onStep: (by: 1 | -1) => void;
  onRemove: () => void;
}

const KINDS: StageKind[] = ["open", "won", "lost"];

function ColourButton({ stage, onChange }: Pick<StageRowProps, "stage" | "onChange">) {
  const t = useDealMessages();
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus withRoles>
      <Popover.Target>
        <UnstyledButton
          className={classes.colour}
          aria-label={t("pipelines.colour", { name: stage.name })}
          onClick={() => setOpen(!open)}
        >
          <span style={{ background: stage.colour }} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.palette}>
          {STAGE_COLOURS.map(({ key, value }) => (
            <UnstyledButton
              key={key}
              className={classes.colour}
              aria-label={t(`pipelines.colours.${key}`)}
              aria-pressed={stage.colour.toUpperCase() === value}
              onClick={() => {
                onChange({ colour: value });
                setOpen(false);
              }}
            >
              <span style={{ background: value }} />
            </UnstyledButton>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** When a deal rots in the stage, and what it must hold to enter. */
function StageRules({ stage, name, onChange }: Pick<StageRowProps, "stage" | "onChange"> & { name: string }) {
  const t = useDealMessages();
  const { data: fields } = useQuery(requirableFieldsQuery);
  const [open, setOpen] = useState(false);
  const ruled = stage.rotting_days !== null || stage.required_fields.length > 0;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={320} trapFocus withRoles>
      <Popover.Target>
        <ActionIcon
          variant={ruled ? "light" : "subtle"}
          aria-label={t("pipelines.rules", { name })}
          onClick={() => setOpen(!open)}
        >
          <IconAdjustments size={16} stroke={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={12}>
          {stage.kind === "open" ? (
            <NumberInput
              label={t("pipelines.rotting")}
              description={t("pipelines.rottingHint")}
              value={stage.rotting_days ?? ""}
              min={1}
              max={3650}
              allowDecimal={false}
              onChange={(value) => onChange({ rotting_days: value === "" ? null : Number(value) })}
            />
          ) : null}
          <MultiSelect
            label={t("pipelines.required")}
            description={t("pipelines.requiredHint")}
            data={(fields ?? []).map((field) => ({ value: field.name, label: field.label }))}
            value={stage.required_fields}
            searchable
            comboboxProps={{ withinPortal: false }}
            onChange={(required_fields) => onChange({ required_fields })}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** A stage in the settings: order, colour, name, probability, kind. */
export function StageRow({ stage, index, last, showFault, onChange, onStep, onRemove }: StageRowProps) {
  const t = useDealMessages();
  const { ref, handleRef, isDragging } = useSortable({ id: stage.key, index });
  const name = stage.name || t("pipelines.newStage");
  return (
    <li ref={ref} className={classes.stage} data-dragging={isDragging || undefined}>
      <span ref={handleRef} className={classes.grip} aria-hidden="true">
        <IconGripVertical size={16} stroke={1.75} />
      </span>
      <ColourButton stage={stage} onChange={onChange} />
      <TextInput
        className={classes.stageName}
        aria-label={t("pipelines.stageName")}
        value={stage.name}
        maxLength={60}
        error={showFault && !stage.name.trim() ? t("pipelines.stageNameNeeded") : null}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <NumberInput
        className={classes.probability}
        aria-label={t("pipelines.probabilityOf", { name })}
        value={stage.probability}
        min={0}
        max={100}
        suffix={"\u202f%"}
        hideControls
        clampBehavior="strict"
        disabled={stage.kind !== "open"}
        onChange={(value) => onChange({ probability: Number(value) || 0 })}
      />
      <NativeSelect
        className={classes.kind}
        aria-label={t("pipelines.kindOf", { name })}
        value={stage.kind}
        data={KINDS.map((kind) => ({ value: kind, label: t(`pipelines.kinds.${kind}`) }))}
        onChange={(event) => onChange({ kind: event.currentTarget.value as StageKind })}
      />
      <span className={classes.stageActions}>
        <StageRules stage={stage} name={name} onChange={onChange} />
        <ActionIcon
          disabled={index === 0}
          onClick={() => onStep(-1)}
          aria-label={t("pipelines.moveUp", { name })}
        >
          <IconChevronUp size={16} stroke={1.75} />
        </ActionIcon>
        <ActionIcon disabled={last} onClick={() => onStep(1)} aria-label={t("pipelines.moveDown", { name })}>
          <IconChevronDown size={16} stroke={1.75} />
        </ActionIcon>
        <Tooltip label={t("pipelines.remove", { name })}>
          <ActionIcon onClick={onRemove} aria-label={t("pipelines.remove", { name })}>
            <IconTrash size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </span>
    </li>
  );
}
