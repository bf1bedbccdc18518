import { Button, CopyButton, SegmentedControl, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconCheck, IconCopy, IconLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat } from "../../../../lib/format";
import { ErrorState } from "../../../../ui/ErrorState";
import { useUiMessages } from "../../../../ui/messages";
import { useSettingsMessages } from "../messages";
import { mailQuery, type OutboxMailText } from "../queries";
import { textParts } from "./links";
import { MailStatus } from "./MailStatus";
import classes from "./outbox.module.css";

function Copy({ value, label, icon: CopyIcon }: { value: string; label: string; icon: typeof IconCopy }) {
  const ui = useUiMessages();
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          size="xs"
          onClick={copy}
          leftSection={copied ? <IconCheck size={14} /> : <CopyIcon size={14} stroke={1.75} />}
        >
          {copied ? ui("action.copied") : label}
        </Button>
      )}
    </CopyButton>
  );
}

function Body({ mail }: { mail: OutboxMailText }) {
  const t = useSettingsMessages();
  const [look, setLook] = useState("text");
  let place = 0;
  return (
    <>
      {mail.html ? (
        <SegmentedControl
          size="xs"
          value={look}
          onChange={setLook}
          data={[
            { value: "text", label: t("outbox.text") },
            { value: "html", label: t("outbox.html") },
          ]}
        />
      ) : null}
      {mail.html && look === "html" ? (
        // No script, no form, no navigation of this page; remote images stay blocked by the page's policy.
        <iframe className={classes.frame} title={t("outbox.frame")} sandbox="" srcDoc={mail.html} />
      ) : (
        <div className={classes.text}>
          {textParts(mail.text).map((part) => {
            const key = place;
            place += part.text.length;
            return part.link ? (
              <a key={key} href={part.text} target="_blank" rel="noreferrer">
                {part.text}
              </a>
            ) : (
              part.text
            );
          })}
        </div>
      )}
    </>
  );
}

/** One message to read: who, when, what became of it, its text and its links. */
export function MailReader({ id, onBack }: { id: string; onBack: () => void }) {
  const t = useSettingsMessages();
  const format = useFormat();
  const { data: mail, isError, error, refetch } = useQuery(mailQuery(id));
  if (isError && !mail) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!mail) {
    return (
      <div className={classes.mail} aria-hidden="true">
        <Skeleton height={16} width="60%" />
        <Skeleton height={10} width="40%" mt={12} />
        <Skeleton height={160} radius="sm" mt={24} />
      </div>
    );
  }
  const link = textParts(mail.text).find((part) => part.link)?.text;
  return (
    <article className={classes.mail}>
      <Button
        variant="subtle"
        size="xs"
        className={classes.back}
        leftSection={<IconArrowLeft size={14} stroke={1.75} />}
        onClick={onBack}
      >
        {t("outbox.back")}
      </Button>
      <h3 className={classes.mailSubject}>{mail.subject}</h3>
      <p className={classes.mailFacts}>
        {t("outbox.to")} {mail.recipient}, {format.dateTime(mail.created_at)}
      </p>
      <MailStatus status={mail.status} />
      {mail.status === "unknown" ? <p className={classes.warning}>{t("outbox.unknownText")}</p> : null}
      {mail.error ? <p className={classes.warning}>{mail.error}</p> : null}
      <div className={classes.actions}>
        {link ? <Copy value={link} label={t("outbox.copyLink")} icon={IconLink} /> : null}
        <Copy value={mail.text} label={t("outbox.copyText")} icon={IconCopy} />
      </div>
      <Body mail={mail} />
    </article>
  );
}
