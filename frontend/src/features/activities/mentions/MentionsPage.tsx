import { Button, Skeleton, UnstyledButton } from "@mantine/core";
import { IconAt } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { usePanel } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { recordSequence } from "../../../lib/stores";
import { Avatar } from "../../../ui/Avatar";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { PageHeader } from "../../../ui/PageHeader";
import { notifyProblem } from "../../../ui/toasts";
import { useActivityMessages } from "../messages";
import classes from "./mentions.module.css";
import { type Mention, mentionsQuery, readMentions } from "./queries";

function MentionLine({ mention }: { mention: Mention }) {
  const t = useActivityMessages();
  const format = useFormat();
  const { open } = usePanel();
  const { record } = mention;
  return (
    <li>
      <UnstyledButton
        className={classes.item}
        data-unread={!mention.read || undefined}
        disabled={!record}
        onClick={() => record && open(record.object, record.id)}
      >
        <Avatar name={mention.by_name ?? "Sillage"} size={28} />
        <span className={classes.words}>
          <span className={classes.who}>
            {t("mention.line", { author: mention.by_name ?? "Sillage", record: record?.name ?? "" })}
          </span>
          <span className={`${classes.text} truncate`}>{mention.text}</span>
        </span>
        <time className={`${classes.when} tabular`} dateTime={mention.at}>
          {format.moment(mention.at)}
        </time>
      </UnstyledButton>
    </li>
  );
}

/** Where colleagues mentioned the reader. */
export default function MentionsPage() {
  const t = useActivityMessages();
  const queries = useQueryClient();
  const found = useInfiniteQuery(mentionsQuery);
  const items = found.data?.pages.flatMap((page) => page.items);
  const unread = found.data?.pages[0]?.unread ?? 0;
  useEffect(() => {
    recordSequence.set(null);
  }, []);
  const read = async () => {
    try {
      await readMentions();
    } catch (error) {
      notifyProblem(error);
    }
    await queries.invalidateQueries({ queryKey: mentionsQuery.queryKey });
  };
  return (
    <div className={classes.page}>
      <PageHeader
        title={t("mention.title")}
        actions={
          unread > 0 ? (
            <Button variant="default" onClick={() => void read()}>
              {t("mention.read")}
            </Button>
          ) : null
        }
      />
      <div className={classes.scroller}>
        {found.error && !items ? (
          <ErrorState error={found.error} title={t("mention.failed")} onRetry={() => void found.refetch()} />
        ) : null}
        {found.isPending
          ? [0, 1, 2].map((line) => <Skeleton key={line} height={44} mb={12} radius="sm" />)
          : null}
        {items?.length === 0 ? (
          <EmptyState icon={IconAt} title={t("mention.emptyTitle")} text={t("mention.emptyText")} />
        ) : null}
        <ul className={classes.items}>
          {items?.map((mention) => (
            <MentionLine key={mention.id} mention={mention} />
          ))}
        </ul>
        {found.hasNextPage ? (
          <Button
            variant="subtle"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t("more")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
