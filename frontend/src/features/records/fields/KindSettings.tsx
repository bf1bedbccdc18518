import {
  ActionIcon,
  Button,
  Checkbox,
  NativeSelect,
  Select,
  Skeleton,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useObjects } from "../../../lib/objects";
import { DotButton } from "./DotButton";
import type { Draft } from "./draft";
import classes from "./fields.module.css";
import { useFieldMessages } from "./messages";
import { type Choice, formulaQuery, ingredientsQuery } from "./queries";

interface PartProps {
  object: string;
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  /** What the server refused, by path. */
  errors: { [path: string]: string };
}

const CURRENCIES = ["EUR", "USD", "GBP", "CHF", "CAD", "MAD", "XOF", "JPY"];

function Choices({ draft, onChange, errors }: PartProps) {
  const t = useFieldMessages();
  const set = (index: number, change: Partial<Choice>) =>
    onChange({ choices: draft.choices.map((each, at) => (at === index ? { ...each, ...change } : each)) });
  return (
    <fieldset className={classes.form} style={{ gap: 6, border: 0, padding: 0, margin: 0 }}>
      <legend className={classes.quiet}>{t("form.choices")}</legend>
      {draft.choices.map((choice, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a choice being typed has no name of its own yet.
        <div key={index} className={classes.choiceRow}>
          <DotButton
            label={t("form.colour", { name: choice.label || t("form.choice", { index: index + 1 }) })}
            colour={choice.colour}
            onChange={(colour) => set(index, { colour })}
          />
          <TextInput
            aria-label={t("form.choice", { index: index + 1 })}
            value={choice.label}
            maxLength={80}
            error={errors[`choices.${index}.label`]}
            onChange={(event) => set(index, { label: event.currentTarget.value })}
          />
          <ActionIcon
            aria-label={t("form.removeChoice", {
              name: choice.label || t("form.choice", { index: index + 1 }),
            })}
            onClick={() => onChange({ choices: draft.choices.filter((_, at) => at !== index) })}
          >
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      {errors.choices ? (
        <p role="alert" style={{ color: "var(--sl-red)" }}>
          {errors.choices}
        </p>
      ) : null}
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconPlus size={16} stroke={1.75} />}
        onClick={() => onChange({ choices: [...draft.choices, { label: "" }] })}
      >
        {t("form.addChoice")}
      </Button>
    </fieldset>
  );
}

function FormulaPart({ object, draft, onChange, errors }: PartProps) {
  const t = useFieldMessages();
  const formula = draft.settings.formula ?? "";
  const [asked] = useDebouncedValue(formula, 300);
  const inputs = useQuery(ingredientsQuery(object)).data?.inputs ?? [];
  const tried = useQuery(formulaQuery(object, asked)).data;
  const error =
    errors["settings.formula"] ?? (tried && !tried.valid ? (tried.message ?? undefined) : undefined);
  return (
    <>
      <Textarea
        label={t("form.formula")}
        description={t("form.formulaHint")}
        autosize
        minRows={2}
        maxLength={1000}
        value={formula}
        error={error}
        onChange={(event) => onChange({ settings: { formula: event.currentTarget.value } })}
      />
      <Select
        label={t("form.insert")}
        searchable
        value={null}
        data={inputs.map((each) => ({ value: each.name, label: each.label }))}
        onChange={(name) => name && onChange({ settings: { formula: `${formula}{${name}}` } })}
      />
      {tried?.valid && tried.kind === "number" ? (
        <Checkbox
          label={t("form.asAmount")}
          checked={draft.currency !== null}
          onChange={(event) => onChange({ currency: event.currentTarget.checked ? "EUR" : null })}
        />
      ) : null}
      {tried?.valid ? (
        <div className={classes.preview} aria-live="polite">
          <p className={classes.quiet}>{t("form.samples")}</p>
          <ul className={classes.samples}>
            {tried.samples.map((sample) => (
              <li key={String(sample.id)}>
                <span className="truncate">{String(sample.name)}</span>
                <span className="tabular">
                  {sample.result === null ? t("form.nothing") : String(sample.result)}
                </span>
              </li>
            ))}
          </ul>
          {tried.samples.length === 0 ? <p className={classes.quiet}>{t("form.noSample")}</p> : null}
        </div>
      ) : null}
    </>
  );
}

function RollupPart({ object, draft, onChange, errors }: PartProps) {
  const t = useFieldMessages();
  const found = useQuery(ingredientsQuery(object));
  const { settings } = draft;
  if (!found.data) return <Skeleton height={120} radius="sm" />;
  const { sources } = found.data;
  if (sources.length === 0) return <p className={classes.quiet}>{t("form.noSource")}</p>;
  const key = (source: { object: string; relation: string }) => `${source.object}|${source.relation}`;
  const chosen = sources.find(
    (source) => source.object === settings.object && source.relation === settings.relation,
  );
  const fn = settings.function ?? "count";
  return (
    <>
      <NativeSelect
        label={t("form.source")}
        error={errors["settings.relation"]}
        value={chosen ? key(chosen) : ""}
        data={[
          { value: "", label: "–" },
          ...sources.map((each) => ({ value: key(each), label: `${each.label} (${each.relation_label})` })),
        ]}
        onChange={(event) => {
          const next = sources.find((each) => key(each) === event.currentTarget.value);
          onChange({ settings: { object: next?.object, relation: next?.relation, function: fn } });
        }}
      />
      <NativeSelect
        label={t("form.function")}
        error={errors["settings.function"]}
        value={fn}
        data={(["count", "sum", "min", "max"] as const).map((each) => ({
          value: each,
          label: t(`functions.${each}`),
        }))}
        onChange={(event) =>
          onChange({
            settings: { ...settings, function: event.currentTarget.value as "count" | "sum" | "min" | "max" },
          })
        }
      />
      {fn === "count" || !chosen ? null : (
        <NativeSelect
          label={t("form.field")}
          error={errors["settings.field"]}
          value={settings.field ?? ""}
          data={[
            { value: "", label: "–" },
            ...chosen.fields.map((each) => ({ value: each.name, label: each.label })),
          ]}
          onChange={(event) =>
            onChange({ settings: { ...settings, field: event.currentTarget.value || undefined } })
          }
        />
      )}
    </>
  );
}

/** What a kind of field asks for beside its name. */
export function KindSettings(props: PartProps) {
  const { draft, onChange, errors } = props;
  const t = useFieldMessages();
  const objects = useObjects();
  switch (draft.kind) {
    case "choice":
    case "multi_choice":
      return <Choices {...props} />;
    case "money":
      return (
        <NativeSelect
          label={t("form.currency")}
          error={errors.currency}
          value={draft.currency ?? "EUR"}
          data={CURRENCIES}
          onChange={(event) => onChange({ currency: event.currentTarget.value })}
        />
      );
    case "relation":
      return (
        <NativeSelect
          label={t("form.target")}
          error={errors.target}
          value={draft.target ?? ""}
          data={[
            { value: "", label: "–" },
            ...objects.filter((each) => each.extras).map((each) => ({ value: each.name, label: each.label })),
          ]}
          onChange={(event) => onChange({ target: event.currentTarget.value || null })}
        />
      );
    case "formula":
      return <FormulaPart {...props} />;
    case "rollup":
      return <RollupPart {...props} />;
    default:
      return null;
  }
}
