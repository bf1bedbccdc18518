import { Button } from "@mantine/core";
import { IconArrowRight, IconMail, IconNote, IconPhone, IconRotate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useFormat } from "../../../lib/format";
import { writeNote } from "../../../lib/noteFocus";
import { NextStep } from "../../../ui/record/RecordHeader";
import { notifyProblem } from "../../../ui/toasts";
import { useDealMessages } from "../messages";
import { daysAfter, nextStep, type NextStep as Step } from "./nextStep";
import { contactReachQuery } from "./queries";
import type { LoadedDealRecord } from "./useDealRecord";

type Translate = ReturnType<typeof useDealMessages>;

interface Words {
  title: string;
  reason?: string;
}

function wordsOf(step: NonNullable<Step>, t: Translate, date: (value: string) => string): Words {
  switch (step.kind) {
    case "won":
      return { title: t("next.wonTitle"), reason: t("next.wonReason") };
    case "lost":
      return {
        title: step.reason ? t("next.lostTitle", { reason: step.reason }) : t("next.lostTitleBare"),
        reason: t("next.lostReason"),
      };
    case "late":
      return { title: t("next.lateTitle"), reason: t("next.lateReason", { count: step.days }) };
    case "undated":
      return { title: t("next.undatedTitle"), reason: t("next.undatedReason") };
    case "asleep":
      return {
        title: step.contact ? t("next.callTitle", { name: step.contact.name }) : t("next.asleepTitle"),
        reason: t("next.asleepReason", { count: step.days }),
      };
    case "contact":
      return { title: t("next.contactTitle"), reason: t("next.contactReason") };
    case "advance":
      return {
        title: t("next.advanceTitle", { stage: step.next.name }),
        reason: t("next.advanceReason", { stage: step.stage, count: step.days, date: date(step.date) }),
      };
  }
}

/** Calls or writes to a contact, whichever is known; else a note is written. */
function Reach({ contactId, onNote }: { contactId: string; onNote: () => void }) {
  const t = useDealMessages();
  const { data: contact } = useQuery(contactReachQuery(contactId));
  const phone = contact?.mobile ?? contact?.phone;
  if (phone)
    return (
      <Button component="a" href={`tel:${phone}`} leftSection={<IconPhone size={16} stroke={1.75} />}>
        {t("next.call")}
      </Button>
    );
  if (contact?.email)
    return (
      <Button
        component="a"
        href={`mailto:${contact.email}`}
        leftSection={<IconMail size={16} stroke={1.75} />}
      >
        {t("next.write")}
      </Button>
    );
  return (
    <Button onClick={onNote} leftSection={<IconNote size={16} stroke={1.75} />}>
      {t("next.note")}
    </Button>
  );
}

function Actions({ step, record }: { step: NonNullable<Step>; record: LoadedDealRecord }): ReactNode {
  const t = useDealMessages();
  const { deal, save, moveTo, stages, canEdit } = record;
  const onNote = () => writeNote("deal", deal.id);
  const note = (
    <Button variant="subtle" onClick={onNote} leftSection={<IconNote size={16} stroke={1.75} />}>
      {t("next.note")}
    </Button>
  );
  const closeIn = (days: number) => () =>
    void save({ expected_close_on: daysAfter(days) }, { label: t("record.close") }).catch((error) =>
      notifyProblem(error),
    );
  if (!canEdit) return null;
  switch (step.kind) {
    case "late":
    case "undated":
      return (
        <>
          <Button variant="subtle" onClick={closeIn(30)}>
            {t("next.inMonth")}
          </Button>
          <Button onClick={closeIn(14)}>{t("next.inTwoWeeks")}</Button>
        </>
      );
    case "asleep":
      return (
        <>
          {step.contact ? note : null}
          {step.contact ? (
            <Reach contactId={step.contact.id} onNote={onNote} />
          ) : (
            <Button onClick={onNote} leftSection={<IconNote size={16} stroke={1.75} />}>
              {t("next.note")}
            </Button>
          )}
        </>
      );
    case "advance":
      return (
        <Button
          onClick={() => moveTo(step.next.id)}
          rightSection={<IconArrowRight size={16} stroke={1.75} />}
        >
          {t("next.advance")}
        </Button>
      );
    case "lost": {
      const first = stages.find((stage) => stage.kind === "open");
      return first ? (
        <Button
          variant="default"
          onClick={() => moveTo(first.id)}
          leftSection={<IconRotate size={16} stroke={1.75} />}
        >
          {t("next.reopen")}
        </Button>
      ) : null;
    }
    case "won":
      return (
        <Button variant="default" onClick={onNote} leftSection={<IconNote size={16} stroke={1.75} />}>
          {t("next.note")}
        </Button>
      );
    case "contact":
      return null;
  }
}

/** What to do next about a deal, why, and one button that does it. */
export function NextStepCard({ record }: { record: LoadedDealRecord }) {
  const t = useDealMessages();
  const format = useFormat();
  const step = nextStep(record.deal, record.stages, format.daysFromToday);
  if (!step) return null;
  const { title, reason } = wordsOf(step, t, format.longDate);
  return (
    <NextStep
      label={t("record.nextLabel")}
      title={title}
      reason={reason}
      actions={<Actions step={step} record={record} />}
    />
  );
}
