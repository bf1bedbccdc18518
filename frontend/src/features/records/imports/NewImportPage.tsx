import { Button, Progress } from "@mantine/core";
import { IconAlertCircle, IconWand } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useGo, useUrlState } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { asProblem, type Problem } from "../../../lib/problem";
import { useCan } from "../../../lib/session";
import { DropZone } from "../../../ui/DropZone";
import { problemText } from "../../../ui/ErrorState";
import { useUiMessages } from "../../../ui/messages";
import classes from "./file.module.css";
import { useImportMessages } from "./messages";
import { IMPORTABLE, objectIcon, objectPlural } from "./objects";
import { createImport, importQuery } from "./queries";
import { WizardFrame } from "./WizardFrame";
import wizard from "./wizard.module.css";

/** The choice that leaves it to the headers what a file holds. */
const AUTO = "auto";

interface Sending {
  name: string;
  size: number;
  share: number;
}

function useSendFile(object: string | null) {
  const queries = useQueryClient();
  const go = useGo();
  const abort = useRef<AbortController | null>(null);
  const [sending, setSending] = useState<Sending | null>(null);
  const [refused, setRefused] = useState<{ name: string; problem: Problem } | null>(null);
  const send = async (file: File) => {
    setRefused(null);
    setSending({ name: file.name, size: file.size, share: 0 });
    abort.current = new AbortController();
    try {
      const onProgress = (share: number) => setSending({ name: file.name, size: file.size, share });
      const made = await createImport(object, file, { onProgress, signal: abort.current.signal });
      queries.setQueryData(importQuery(made.id).queryKey, made);
      go(`/imports/${made.id}`);
    } catch (error) {
      if (!abort.current.signal.aborted) setRefused({ name: file.name, problem: asProblem(error) });
    } finally {
      setSending(null);
    }
  };
  return { sending, refused, send, stop: () => abort.current?.abort() };
}

function ObjectChoice({ value, onChange }: { value: string; onChange: (object: string) => void }) {
  const t = useImportMessages();
  const can = useCan();
  return (
    <fieldset className={classes.choices}>
      <legend className={wizard.sectionTitle}>{t("file.what")}</legend>
      <p className={`${wizard.sectionHint} ${classes.legendHint}`}>{t("file.whatHint")}</p>
      <div className={classes.grid}>
        <label className={classes.choice}>
          <input
            type="radio"
            name="object"
            className="visually-hidden"
            checked={value === AUTO}
            onChange={() => onChange(AUTO)}
          />
          <IconWand size={18} stroke={1.75} />
          <span>
            <span className={classes.choiceName}>{t("file.auto")}</span>
            <span className={classes.choiceHint}>{t("file.autoHint")}</span>
          </span>
        </label>
        {IMPORTABLE.map((object) => {
          const ObjectIcon = objectIcon(object);
          const refused = !can(`${object}.create`);
          return (
            <label key={object} className={classes.choice} data-disabled={refused || undefined}>
              <input
                type="radio"
                name="object"
                className="visually-hidden"
                checked={value === object}
                disabled={refused}
                onChange={() => onChange(object)}
              />
              <ObjectIcon size={18} stroke={1.75} />
              <span>
                <span className={classes.choiceName}>{objectPlural(object)}</span>
                <span className={classes.choiceHint}>
                  {refused ? t("file.noObject") : t(`objectHints.${object}`)}
                </span>
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

function Refusal({ name, problem }: { name: string; problem: Problem }) {
  const t = useImportMessages();
  const ui = useUiMessages();
  const said = problem.fields.map((field) => field.message).join(" ") || problemText(problem, ui);
  return (
    <div className={classes.refusal} role="alert">
      <IconAlertCircle size={16} stroke={1.75} />
      <div>
        <p className={classes.refusalTitle}>{t("file.refused", { name })}</p>
        <p>{said}</p>
        <p>{t("file.refusedKept")}</p>
      </div>
    </div>
  );
}

/** First step of an import: what the file holds, and the file. */
export default function NewImportPage() {
  const t = useImportMessages();
  const format = useFormat();
  const can = useCan();
  const [{ object }, setUrl] = useUrlState<{ object: string }>({ object: AUTO });
  const { sending, refused, send, stop } = useSendFile(object === AUTO ? null : object);
  const able = object === AUTO ? IMPORTABLE.some((one) => can(`${one}.create`)) : can(`${object}.create`);
  const sent = sending?.share === 1;
  return (
    <WizardFrame title={t("new")} step="file">
      <div className={wizard.narrow}>
        <ObjectChoice value={object} onChange={(next) => setUrl({ object: next })} />
        {sending ? (
          <div className={classes.sending} role="status">
            <p className={classes.sendingName}>
              {t(sent ? "file.reading" : "file.sending", { name: sending.name })}
              <span className="tabular">{format.bytes(sending.size)}</span>
            </p>
            <Progress value={sending.share * 100} size={6} animated={sent} aria-label={sending.name} />
            {sent ? null : (
              <Button variant="default" size="xs" onClick={stop}>
                {t("file.stop")}
              </Button>
            )}
          </div>
        ) : (
          <DropZone
            label={t("file.drop")}
            hint={t("file.dropHint")}
            accept=".csv,.tsv,.txt,.gz,.xlsx,.xls,.ods,.vcf,text/csv,text/vcard"
            disabled={!able}
            onFiles={([file]) => file && void send(file)}
          />
        )}
        {refused ? <Refusal name={refused.name} problem={refused.problem} /> : null}
      </div>
    </WizardFrame>
  );
}
