import { Button, Skeleton } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { sentence } from "../../../lib/typography";
import { ErrorState } from "../../../ui/ErrorState";
import { useImportMessages } from "./messages";
import { type ImportDetails, refusalFile, refusalsQuery } from "./queries";
import classes from "./run.module.css";
import wizard from "./wizard.module.css";

/** Refused rows with every reason; the file holds them all for correction. */
export function RefusalTable({ details }: { details: ImportDetails }) {
  const t = useImportMessages();
  const refusals = useInfiniteQuery(refusalsQuery(details.id));
  const rows = refusals.data?.pages.flatMap((page) => page.items);
  return (
    <section className={classes.refusals}>
      <div className={wizard.sectionHead}>
        <div>
          <h2 className={wizard.sectionTitle}>{t("result.refusals")}</h2>
          <p className={wizard.sectionHint}>{t("result.refusalsHint")}</p>
        </div>
        <Button
          component="a"
          href={refusalFile(details.id)}
          download
          variant="default"
          className={classes.push}
          leftSection={<IconDownload size={16} stroke={1.75} />}
        >
          {t("check.download", { count: details.refused })}
        </Button>
      </div>
      {refusals.isError && !rows ? (
        <ErrorState error={refusals.error} onRetry={() => void refusals.refetch()} />
      ) : (
        <ul className={classes.refusalList}>
          {rows?.map((row) => (
            <li key={row.id} className={classes.refusal}>
              <span className={`${classes.refusalLine} tabular`}>
                {t("result.line")} {row.line}
              </span>
              <span className={classes.refusalWhy}>
                {row.reasons.map((reason) => (
                  <span key={`${reason.field}-${reason.code}`}>{sentence(reason.message)}</span>
                ))}
              </span>
              <span className={`${classes.cells} truncate`} title={row.values.join(", ")}>
                {row.values.filter(Boolean).join(", ")}
              </span>
            </li>
          )) ?? <Skeleton height={160} radius="sm" />}
        </ul>
      )}
      {refusals.hasNextPage ? (
        <Button
          variant="subtle"
          mt={8}
          loading={refusals.isFetchingNextPage}
          onClick={() => void refusals.fetchNextPage()}
        >
          {t("result.more")}
        </Button>
      ) : null}
    </section>
  );
}
