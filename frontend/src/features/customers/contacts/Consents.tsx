import { Button, Modal, NativeSelect, Stack, Textarea } from "@mantine/core";
import { IconBan, IconCheck } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat } from "../../../lib/format";
import { asProblem } from "../../../lib/problem";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { Section } from "../../../ui/record/RecordHeader";
import { notifyDone } from "../../../ui/toasts";
import classes from "../details/details.module.css";
import { useCustomerMessages } from "../messages";
import { type Contact, consentActsQuery, liftOptOut, optOut } from "./queries";
import type { LoadedContact } from "./useContactRecord";

type Consent = Contact["consents"][number];
const SOURCES = ["person", "phone_call", "email", "form", "register", "other"] as const;

function Decision({
  contact,
  consent,
  onClose,
}: {
  contact: Contact;
  consent: Consent;
  onClose: () => void;
}) {
  const t = useCustomerMessages();
  const queries = useQueryClient();
  const [source, setSource] = useState<(typeof SOURCES)[number]>("person");
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ReturnType<typeof asProblem> | null>(null);
  const lifting = consent.opted_out;
  const channel = t(`channel.${consent.channel}`);
  const send = async () => {
    setBusy(true);
    try {
      const { data } = lifting
        ? await liftOptOut(contact.id, {
            channel: consent.channel,
            reason: text.trim(),
            version: contact.version,
          })
        : await optOut(contact.id, {
            channels: [consent.channel],
            source,
            note: text.trim() || null,
            version: contact.version,
          });
      queries.setQueryData<Contact>(["contact", contact.id], (known) =>
        known ? { ...known, ...data } : data,
      );
      void queries.invalidateQueries({ queryKey: ["consents", contact.id] });
      void queries.invalidateQueries({ queryKey: ["timeline", "contact", contact.id] });
      notifyDone(t(lifting ? "consent.lifted" : "consent.noted", { channel }));
      onClose();
    } catch (error) {
      setRefused(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(lifting ? "consent.liftTitle" : "consent.noteTitle", { channel })}
      size={480}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack gap={12}>
          <p className={classes.mark}>{t(lifting ? "consent.liftText" : "consent.noteText")}</p>
          {lifting ? null : (
            <NativeSelect
              label={t("consent.source")}
              data={SOURCES.map((value) => ({ value, label: t(`consentSource.${value}`) }))}
              value={source}
              onChange={(event) => setSource(event.currentTarget.value as (typeof SOURCES)[number])}
            />
          )}
          <Textarea
            label={t(lifting ? "consent.reason" : "consent.note")}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            required={lifting}
            maxLength={lifting ? 500 : 200}
            minRows={2}
            autosize
            data-autofocus
          />
          <FormProblem problem={refused} />
          <FormActions
            submit={t(lifting ? "consent.lift" : "consent.noteVerb")}
            busy={busy}
            disabled={lifting && text.trim().length < 3}
            onCancel={onClose}
          />
        </Stack>
      </form>
    </Modal>
  );
}

/** What was noted and lifted, by whom: the proof. */
function Proof({ id }: { id: string }) {
  const t = useCustomerMessages();
  const format = useFormat();
  const acts = useQuery(consentActsQuery(id)).data?.items;
  return (
    <ul className={classes.lines}>
      {acts?.map((act) => (
        <li key={act.id} className={classes.line}>
          <span className={classes.mark}>
            {[
              format.date(act.at),
              `${t(`channel.${act.channel}`)} : ${t(act.act === "lifted" ? "consent.actLifted" : "consent.actNoted")}`,
              act.reason,
              act.by,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Channels a contact accepts or refuses. */
export function Consents({ record }: { record: LoadedContact }) {
  const t = useCustomerMessages();
  const format = useFormat();
  const { contact, canEdit } = record;
  const [deciding, setDeciding] = useState<Consent | null>(null);
  const [proof, setProof] = useState(false);
  return (
    <Section title={t("consent.title")}>
      <ul>
        {contact.consents.map((consent) => {
          const channel = t(`channel.${consent.channel}`);
          return (
            <li key={consent.channel} className={classes.channel}>
              {consent.opted_out ? (
                <IconBan size={16} stroke={1.75} color="var(--sl-red)" aria-hidden />
              ) : (
                <IconCheck size={16} stroke={1.75} color="var(--sl-text-3)" aria-hidden />
              )}
              <span className={classes.channelText}>
                {channel}{" "}
                <span className={classes.mark}>
                  {consent.opted_out
                    ? [
                        consent.since ? t("consent.since", { date: format.date(consent.since) }) : null,
                        consent.source ? t(`consentSource.${consent.source}`) : null,
                        consent.by,
                        consent.note,
                      ]
                        .filter(Boolean)
                        .join(" · ")
                    : t("consent.open")}
                </span>
              </span>
              {canEdit ? (
                <Button
                  size="xs"
                  variant="subtle"
                  aria-label={`${t(consent.opted_out ? "consent.lift" : "consent.noteVerb")}, ${channel}`}
                  onClick={() => setDeciding(consent)}
                >
                  {t(consent.opted_out ? "consent.lift" : "consent.oppose")}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      <Button size="xs" variant="subtle" onClick={() => setProof(!proof)} aria-expanded={proof}>
        {t("consent.proof")}
      </Button>
      {proof ? <Proof id={contact.id} /> : null}
      {deciding ? <Decision contact={contact} consent={deciding} onClose={() => setDeciding(null)} /> : null}
    </Section>
  );
}
