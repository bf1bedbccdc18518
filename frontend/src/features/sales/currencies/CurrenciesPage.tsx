import { ActionIcon, Button, MultiSelect, Stack, Table, Textarea } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useFormat } from "../../../lib/format";
import { asProblem, type Problem } from "../../../lib/problem";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import { currenciesQuery } from "../deals/queries";
import { useDealMessages } from "../messages";
import classes from "../pipelines/pipelines.module.css";
import { enterRates, exchangeRatesQuery, removeRate, setCurrencies } from "./queries";
import { ratesFrom } from "./ratesFrom";

/** ISO 4217 codes the browser knows, with their names. */
function useCurrencyOptions() {
  const { language } = useFormat();
  const names = new Intl.DisplayNames(language, { type: "currency" });
  return Intl.supportedValuesOf("currency").map((code) => ({
    value: code,
    label: `${code}, ${names.of(code)}`,
  }));
}

/** Which currencies deals may be in, and what they are worth day by day. */
export default function CurrenciesPage() {
  const t = useDealMessages();
  const format = useFormat();
  const queries = useQueryClient();
  const options = useCurrencyOptions();
  const { data } = useQuery(currenciesQuery);
  const { data: rates } = useQuery(exchangeRatesQuery);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const base = data?.base ?? "EUR";
  const codes = data?.currencies.filter((each) => !each.own).map((each) => each.code) ?? [];
  const refresh = () => queries.invalidateQueries({ queryKey: ["currency"] });

  const choose = async (wanted: string[]) => {
    try {
      const { changeSetId } = await setCurrencies(wanted);
      notifyUndo(t("currencies.saved"), changeSetId);
    } catch (error) {
      notifyProblem(error);
    }
    await refresh();
  };
  const enter = async (event: FormEvent) => {
    event.preventDefault();
    const read = ratesFrom(text);
    setProblem(null);
    setUnread(read.unread);
    if (read.unread !== null || read.rates.length === 0) return;
    try {
      await enterRates(read.rates);
      setText("");
    } catch (error) {
      setProblem(asProblem(error));
    }
    await refresh();
  };
  const remove = async (id: string) => {
    try {
      await removeRate(id);
    } catch (error) {
      notifyProblem(error);
    }
    await refresh();
  };
  return (
    <Stack gap={24} maw={720}>
      <div>
        <h2 className={classes.title}>{t("currencies.title")}</h2>
        <p className={classes.intro}>{t("currencies.intro", { base })}</p>
      </div>
      <MultiSelect
        label={t("currencies.list")}
        description={t("currencies.listHint", { base })}
        data={options.filter((option) => option.value !== base)}
        value={codes}
        searchable
        onChange={(wanted) => void choose(wanted)}
      />
      <form onSubmit={(event) => void enter(event)}>
        <Stack gap={8}>
          <Textarea
            label={t("currencies.paste")}
            description={t("currencies.pasteHint", { base })}
            placeholder={"USD 20/11/2026 0,92\nCHF 2026-11-20 1,07"}
            autosize
            minRows={3}
            value={text}
            error={unread === null ? null : t("currencies.unread", { line: unread })}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <FormProblem problem={problem} text={problem?.fields[0]?.message} />
          <Button type="submit" disabled={!text.trim()} style={{ alignSelf: "flex-start" }}>
            {t("currencies.enter")}
          </Button>
        </Stack>
      </form>
      {rates && rates.length > 0 ? (
        <Table.ScrollContainer minWidth={320}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("record.currency")}</Table.Th>
                <Table.Th>{t("currencies.since")}</Table.Th>
                <Table.Th ta="right">{t("currencies.rate", { base })}</Table.Th>
                <Table.Th>
                  <span className="visually-hidden">{t("currencies.remove")}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rates.map((rate) => (
                <Table.Tr key={rate.id}>
                  <Table.Td>{rate.currency}</Table.Td>
                  <Table.Td>{format.date(rate.valid_on)}</Table.Td>
                  <Table.Td ta="right" className="tabular">
                    {format.number(Number(rate.rate), 8)}
                  </Table.Td>
                  <Table.Td ta="right">
                    <ActionIcon
                      aria-label={`${t("currencies.remove")} ${rate.currency} ${format.date(rate.valid_on)}`}
                      onClick={() => void remove(rate.id)}
                    >
                      <IconTrash size={16} stroke={1.75} />
                    </ActionIcon>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : (
        <p className={classes.hint}>{t("currencies.none")}</p>
      )}
    </Stack>
  );
}
