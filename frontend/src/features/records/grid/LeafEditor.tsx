import { NativeSelect } from "@mantine/core";
import { fieldPlace, withOperator } from "../../../lib/grid/filters";
import type { FilterLeaf } from "../../../lib/grid/types";
import type { EditorSources } from "../../../ui/grid/CellEditor";
import classes from "./filters.module.css";
import { useGridMessages } from "./messages";
import type { SentenceContext } from "./sentences";
import { ValueInput } from "./ValueInput";

interface LeafEditorProps {
  leaf: FilterLeaf;
  context: SentenceContext;
  sources: EditorSources;
  onChange: (leaf: FilterLeaf) => void;
  autoFocus?: boolean;
}

/** Operator and value of one condition. */
export function LeafEditor({ leaf, context, sources, onChange, autoFocus }: LeafEditorProps) {
  const t = useGridMessages();
  const place = fieldPlace(context.objects, context.object, leaf.field);
  if (!place) return <span className={classes.gone}>{t("filter.gone")}</span>;
  const { field } = place;
  const say = t as unknown as (key: string) => string;
  return (
    <div className={classes.leafEditor}>
      <NativeSelect
        aria-label={t("filter.operator")}
        value={leaf.operator}
        data={field.operators.map((operator) => ({ value: operator, label: say(`operator.${operator}`) }))}
        onChange={(event) => onChange(withOperator(leaf, event.currentTarget.value))}
      />
      <ValueInput
        // Another operator may ask for another kind of value.
        key={`${leaf.field} ${leaf.operator}`}
        leaf={leaf}
        field={field}
        sources={sources}
        context={context}
        autoFocus={autoFocus}
        onChange={(value) => onChange({ ...leaf, value })}
      />
    </div>
  );
}
