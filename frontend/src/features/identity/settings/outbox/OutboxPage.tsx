import { Button, Skeleton, UnstyledButton } from "@mantine/core";
import { IconMail, IconMailOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useUrlState } from "../../../../lib/address";
import { useSession } from "../../../../lib/session";
import { EmptyState } from "../../../../ui/EmptyState";
import { ErrorState } from "../../../../ui/ErrorState";
import { RelativeDate } from "../../../../ui/values";
import { useSettingsMessages } from "../messages";
import { type OutboxMail, readOutbox } from "../queries";
import { SettingsPage } from "../SettingsPage";
import settings from "../settings.module.css";
import { MailReader } from "./MailReader";
import { MailStatus } from "./MailStatus";
import classes from "./outbox.module.css";

function useOutbox() {
  return useInfiniteQuery({
    queryKey: ["outbox_mail"],
    queryFn: ({ pageParam }) => readOutbox(pageParam),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

function MailLine({ mail, open, onOpen }: { mail: OutboxMail; open: boolean; onOpen: () => void }) {
  return (
    <li>
      <UnstyledButton className={classes.line} aria-current={open || undefined} onClick={onOpen}>
        <span className={classes.lineTop}>
          <span className={`${classes.recipient} truncate`}>{mail.recipient}</span>
          <RelativeDate value={mail.created_at} />
        </span>
        <span className={`${classes.subject} truncate`}>{mail.subject}</span>
        <MailStatus status={mail.status} />
      </UnstyledButton>
    </li>
  );
}

function Mailbox() {
  const t = useSettingsMessages();
  const outbox = useOutbox();
  const [{ mail, to }, setUrl] = useUrlState({ mail: "", to: "" });
  const mails = outbox.data?.pages.flatMap((page) => page.items);
  // An invitation leads here by its address: the newest message to it opens.
  const open = mail || mails?.find((each) => each.recipient === to)?.id || "";
  if (outbox.isError && !mails) {
    return (
      <ErrorState error={outbox.error} title={t("outbox.errorTitle")} onRetry={() => void outbox.refetch()} />
    );
  }
  if (mails?.length === 0) {
    return <EmptyState icon={IconMail} title={t("outbox.empty")} text={t("outbox.emptyText")} />;
  }
  return (
    <div className={classes.panes} data-reading={open ? true : undefined}>
      <nav className={classes.list} aria-label={t("outbox.list")}>
        <ul>
          {mails?.map((each) => (
            <MailLine
              key={each.id}
              mail={each}
              open={each.id === open}
              onOpen={() => setUrl({ mail: each.id, to: undefined as never }, { push: !open })}
            />
          )) ??
            [1, 2, 3, 4].map((line) => (
              <li key={line} className={classes.line} aria-hidden="true">
                <Skeleton height={10} width="60%" />
                <Skeleton height={10} width="85%" mt={10} />
              </li>
            ))}
        </ul>
        {outbox.hasNextPage ? (
          <Button
            variant="subtle"
            m={8}
            loading={outbox.isFetchingNextPage}
            onClick={() => void outbox.fetchNextPage()}
          >
            {t("common.more")}
          </Button>
        ) : null}
      </nav>
      <section className={classes.reader} aria-label={t("outbox.read")}>
        {open ? (
          <MailReader
            key={open}
            id={open}
            onBack={() => setUrl({ mail: undefined as never, to: undefined as never })}
          />
        ) : (
          <EmptyState icon={IconMail} title={t("outbox.choose")} text={t("outbox.chooseText")} />
        )}
      </section>
    </div>
  );
}

/** Messages Sillage wrote: sent, or kept where no mail server is configured. */
export default function OutboxPage() {
  const t = useSettingsMessages();
  const { mail_configured: configured } = useSession();
  return (
    <SettingsPage wide title={t("outbox.title")} hint={t("outbox.hint")}>
      {configured ? null : (
        <div className={settings.note}>
          <IconMailOff size={16} stroke={1.75} />
          <div>
            <p className={settings.noteTitle}>{t("outbox.keptTitle")}</p>
            <p>{t("outbox.keptText")}</p>
          </div>
        </div>
      )}
      <Mailbox />
    </SettingsPage>
  );
}
