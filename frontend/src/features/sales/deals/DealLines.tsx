import { ActionIcon, Autocomplete, Button, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useRef, useState } from "react";
import { useFormat } from "../../../lib/format";
import { asProblem, type Problem } from "../../../lib/problem";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { LeaveGuard } from "../../../ui/LeaveGuard";
import { useUiMessages } from "../../../ui/messages";
import { Section } from "../../../ui/record/RecordHeader";
import { Amount } from "../../../ui/values";
import { useDealMessages } from "../messages";
import classes from "./deals.module.css";
import { type EditedLine, emptyLine, lineIn, linesFrom, netOf, totalOf } from "./lineDrafts";
import { findProducts, vatRatesQuery } from "./queries";
import type { LoadedDealRecord } from "./useDealRecord";

interface LineRowProps {
  line: EditedLine;
  index: number;
  currency: string;
  fields: Problem["fields"];
  onChange: (change: Partial<EditedLine>) => void;
  onRemove: () => void;
  onNext: () => void;
}

function LineRow({ line, index, currency, fields, onChange, onRemove, onNext }: LineRowProps) {
  const t = useDealMessages();
  const format = useFormat();
  const { data: rates } = useQuery(vatRatesQuery);
  const [text] = useDebouncedValue(line.name, 200);
  const { data: products } = useQuery({
    queryKey: ["product", "find", text],
    queryFn: ({ signal }) => findProducts(text, signal),
    enabled: line.product_id === null,
  });
  const wrong = (name: string) => fields.find((field) => field.path === `lines.${index}.${name}`)?.message;
  // A name of the catalogue brings its product, whether chosen from the list or typed.
  const pick = (name: string) => {
    const product = products?.find((each) => each.name === name);
    if (!product) return onChange({ name, product_id: null });
    const priced = product.currency === currency && product.price !== null;
    onChange({
      name,
      product_id: product.id,
      unit: product.unit,
      vat_rate: product.vat_rate,
      ...(priced ? { unit_price: format.number(Number(product.price), 6) } : {}),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    onNext();
  };
  const number = (name: "quantity" | "unit_price" | "discount_percent", suffix?: string) => (
    <TextInput
      size="xs"
      aria-label={t(`lines.${name}`)}
      placeholder={t(`lines.${name}`)}
      inputMode="decimal"
      value={line[name]}
      rightSection={suffix}
      error={wrong(name)}
      onKeyDown={onKeyDown}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <li className={classes.line}>
      <Autocomplete
        className={classes.lineName}
        size="xs"
        aria-label={t("lines.name")}
        placeholder={t("lines.namePlaceholder")}
        data={[...new Set(products?.map((product) => product.name) ?? [])]}
        filter={({ options }) => options}
        value={line.name}
        maxLength={200}
        error={wrong("name") ?? wrong("product_id")}
        onChange={pick}
      />
      <div className={classes.lineNumbers}>
        {number("quantity")}
        {number("unit_price")}
        {number("discount_percent", "%")}
        <NativeSelect
          size="xs"
          aria-label={t("lines.vat_rate")}
          value={line.vat_rate ?? ""}
          data={[
            { value: "", label: t("lines.noVat") },
            ...(rates ?? []).map((rate) => ({ value: rate.rate, label: format.percent(Number(rate.rate)) })),
          ]}
          error={wrong("vat_rate")}
          onChange={(event) => onChange({ vat_rate: event.currentTarget.value || null })}
        />
      </div>
      <div className={classes.lineFoot}>
        <Amount value={netOf(line)} currency={currency} tax={t("excludingTax")} />
        <ActionIcon aria-label={t("lines.remove", { name: line.name || t("lines.new") })} onClick={onRemove}>
          <IconTrash size={16} stroke={1.75} />
        </ActionIcon>
      </div>
    </li>
  );
}

function LinesEditor({ record, onDone }: { record: LoadedDealRecord; onDone: () => void }) {
  const t = useDealMessages();
  const ui = useUiMessages();
  const format = useFormat();
  const { deal, save } = record;
  const [lines, setLines] = useState<EditedLine[]>(() => {
    const found = linesFrom(deal.lines, (value) => format.number(value, 6));
    return found.length > 0 ? found : [emptyLine()];
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [touched, setTouched] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const set = (next: EditedLine[]) => {
    setTouched(true);
    setLines(next);
  };
  const add = () => {
    set([...lines, emptyLine()]);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLInputElement>("li:last-child input")?.focus(),
    );
  };
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const kept = lines.filter((line) => line.name.trim() || line.product_id);
      await save({ lines: kept.map(lineIn) }, { label: t("lines.title") });
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return (
    <form
      className={classes.lines}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <LeaveGuard when={touched} />
      <ul ref={list} className={classes.lines}>
        {lines.map((line, index) => (
          <LineRow
            key={line.key}
            line={line}
            index={index}
            currency={deal.currency}
            fields={problem?.fields ?? []}
            onChange={(change) =>
              set(lines.map((each) => (each.key === line.key ? { ...each, ...change } : each)))
            }
            onRemove={() => set(lines.filter((each) => each.key !== line.key))}
            onNext={add}
          />
        ))}
      </ul>
      <div className={classes.lineTotal}>
        <span>{t("lines.total")}</span>
        <Amount value={totalOf(lines)} currency={deal.currency} tax={t("excludingTax")} />
      </div>
      <FormProblem problem={problem} />
      <div className={classes.outcomes}>
        <Button type="submit" loading={busy}>
          {t("lines.save")}
        </Button>
        <Button variant="default" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={add}>
          {t("lines.add")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {ui("action.cancel")}
        </Button>
      </div>
    </form>
  );
}

/** What the deal is made of; while it has lines its amount follows them. */
export function DealLines({ record }: { record: LoadedDealRecord }) {
  const t = useDealMessages();
  const format = useFormat();
  const [editing, setEditing] = useState(false);
  const { deal, canEdit } = record;
  return (
    <Section
      title={t("lines.title")}
      count={deal.lines.length || undefined}
      action={
        canEdit && !editing ? (
          <ActionIcon onClick={() => setEditing(true)} aria-label={t("lines.edit")}>
            {deal.lines.length > 0 ? (
              <IconPencil size={16} stroke={1.75} />
            ) : (
              <IconPlus size={16} stroke={1.75} />
            )}
          </ActionIcon>
        ) : null
      }
    >
      {editing ? <LinesEditor record={record} onDone={() => setEditing(false)} /> : null}
      {!editing && deal.lines.length === 0 ? <p className={classes.quiet}>{t("lines.none")}</p> : null}
      {!editing && deal.lines.length > 0 ? (
        <ul className={classes.lines}>
          {deal.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id, and are drawn whole.
            <li key={index} className={classes.lineShown}>
              <span>
                {line.name}
                <small className="tabular">
                  {format.number(Number(line.quantity), 4)} {line.unit ?? "×"}{" "}
                  {format.money(line.unit_price, deal.currency)}
                  {Number(line.discount_percent) > 0
                    ? `, −${format.percent(Number(line.discount_percent))}`
                    : ""}
                  {line.vat_rate ? `, ${t("lines.vat_rate")} ${format.percent(Number(line.vat_rate))}` : ""}
                </small>
              </span>
              <Amount value={line.net} currency={deal.currency} />
            </li>
          ))}
          <li className={classes.lineTotal}>
            <span>{t("lines.total")}</span>
            <Amount value={deal.amount} currency={deal.currency} tax={t("excludingTax")} />
          </li>
        </ul>
      ) : null}
    </Section>
  );
}
