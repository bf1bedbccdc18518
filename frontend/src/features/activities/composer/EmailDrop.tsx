import { Progress } from "@mantine/core";
import { useState } from "react";
import { asProblem } from "../../../lib/problem";
import { DropZone } from "../../../ui/DropZone";
import { problemText } from "../../../ui/ErrorState";
import { useUiMessages } from "../../../ui/messages";
import classes from "../activities.module.css";
import { useActivityMessages } from "../messages";
import { addMessage } from "./queries";

interface EmailDropProps {
  object: string;
  id: string;
  onAdded: (count: number) => void;
}

/** A place to drop e-mails saved from any mail program. */
export function EmailDrop({ object, id, onAdded }: EmailDropProps) {
  const t = useActivityMessages();
  const ui = useUiMessages();
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const [refused, setRefused] = useState<{ name: string; reason: string }[]>([]);
  const add = async (files: File[]) => {
    setRefused([]);
    let added = 0;
    for (const file of files) {
      setSending({ name: file.name, share: 0 });
      try {
        await addMessage(object, id, file, { onProgress: (share) => setSending({ name: file.name, share }) });
        added += 1;
      } catch (error) {
        const problem = asProblem(error);
        const reason = problem.fields.map((field) => field.message).join(" ") || problemText(problem, ui);
        setRefused((list) => [...list, { name: file.name, reason }]);
      }
    }
    setSending(null);
    if (added > 0) onAdded(added);
  };
  return (
    <div className={classes.form}>
      <DropZone
        label={t("email.drop")}
        hint={t("email.hint")}
        accept=".eml,.msg,message/rfc822"
        multiple
        disabled={sending !== null}
        onFiles={(files) => void add(files)}
      />
      {sending ? (
        <div role="status">
          <span className={classes.quiet}>{t("email.reading", { name: sending.name })}</span>
          <Progress
            value={sending.share * 100}
            animated={sending.share === 1}
            size={6}
            aria-label={t("email.reading", { name: sending.name })}
          />
        </div>
      ) : null}
      {refused.map(({ name, reason }) => (
        <p key={name} className={classes.refused} role="alert">
          <strong>{name}</strong> {reason}
        </p>
      ))}
    </div>
  );
}
