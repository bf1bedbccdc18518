import { Button, Skeleton } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useFormat } from "../../../lib/format";
import { ErrorState } from "../../../ui/ErrorState";
import { Tag } from "../../../ui/Tag";
import { notifyDone, notifyProblem } from "../../../ui/toasts";
import classes from "./account.module.css";
import { describeDevice } from "./devices";
import { useAccountMessages } from "./messages";
import { endSessions, fromSeconds, sessionsQuery, type UserSession } from "./queries";
import { useGuard } from "./Reauthentication";
import { SettingsCard } from "./SettingsCard";

function SessionLine({ session, onEnd }: { session: UserSession; onEnd: () => void }) {
  const t = useAccountMessages();
  const format = useFormat();
  const { browser, system, phone } = describeDevice(session.user_agent);
  const name =
    browser && system ? t("sessions.on", { browser, system }) : (browser ?? system ?? t("sessions.unknown"));
  const DeviceIcon = phone ? IconDeviceMobile : IconDeviceDesktop;
  const when = session.last_seen_at
    ? t("sessions.active", { date: format.distance(fromSeconds(session.last_seen_at)) })
    : t("sessions.opened", { date: format.distance(fromSeconds(session.created_at)) });
  return (
    <li className={classes.item}>
      <DeviceIcon size={18} stroke={1.75} />
      <div className={classes.itemText}>
        <div className={classes.itemTitle}>
          {name}
          {session.is_current ? <Tag tone="accent">{t("sessions.current")}</Tag> : null}
        </div>
        <div className={classes.itemDetail}>
          {when}, <span className="tabular">{session.ip}</span>
        </div>
      </div>
      {session.is_current ? null : (
        <Button variant="subtle" size="xs" onClick={onEnd} aria-label={t("sessions.endLabel", { name })}>
          {t("sessions.end")}
        </Button>
      )}
    </li>
  );
}

/** Where the account is open, with the way to close each. */
export function SessionsCard() {
  const t = useAccountMessages();
  const queries = useQueryClient();
  const guard = useGuard();
  const query = useQuery(sessionsQuery);
  const others = (query.data ?? []).filter((session) => !session.is_current);
  const end = async (sessions: UserSession[]) => {
    const ids = sessions.map((session) => session.id);
    const before = query.data;
    queries.setQueryData(sessionsQuery.queryKey, (list) =>
      list?.filter((session) => !ids.includes(session.id)),
    );
    try {
      const result = await guard(() => endSessions(ids));
      if (result.kind === "done") notifyDone(t("sessions.ended", { count: ids.length }));
      else queries.setQueryData(sessionsQuery.queryKey, before);
    } catch (error) {
      queries.setQueryData(sessionsQuery.queryKey, before);
      notifyProblem(error);
    }
  };
  return (
    <SettingsCard
      title={t("sessions.title")}
      lead={t("sessions.lead")}
      action={
        others.length > 1 ? (
          <Button variant="default" onClick={() => void end(others)}>
            {t("sessions.endOthers")}
          </Button>
        ) : null
      }
    >
      {query.isPending ? (
        <div className={classes.list} aria-hidden="true">
          {[200, 160].map((width) => (
            <div key={width} className={classes.item}>
              <Skeleton circle height={18} />
              <Skeleton height={10} width={width} />
            </div>
          ))}
        </div>
      ) : null}
      {query.error ? (
        <ErrorState error={query.error} title={t("sessions.failed")} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data ? (
        <ul className={classes.list}>
          {query.data.map((session) => (
            <SessionLine key={session.id} session={session} onEnd={() => void end([session])} />
          ))}
        </ul>
      ) : null}
    </SettingsCard>
  );
}
