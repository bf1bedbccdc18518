import { Button, Skeleton } from "@mantine/core";
import { IconUserOff, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useUrlState } from "../../../../lib/address";
import { useCan } from "../../../../lib/session";
import { EmptyState } from "../../../../ui/EmptyState";
import { ErrorState } from "../../../../ui/ErrorState";
import { ToggleChip } from "../../../../ui/table/FilterBar";
import { useSettingsMessages } from "../messages";
import { type Member, membersQuery } from "../queries";
import { SettingsPage } from "../SettingsPage";
import settings from "../settings.module.css";
import { DeactivateDialog } from "./DeactivateDialog";
import { Invitations } from "./Invitations";
import { InviteDialog } from "./InviteDialog";
import { MemberRow } from "./MemberRow";
import classes from "./members.module.css";

function Table({
  members,
  onDeactivate,
}: {
  members: Member[] | undefined;
  onDeactivate: (m: Member) => void;
}) {
  const t = useSettingsMessages();
  return (
    <table className={`${settings.table} ${settings.stacked}`} aria-busy={!members || undefined}>
      <thead>
        <tr>
          <th scope="col">{t("members.name")}</th>
          <th scope="col" className={classes.roleColumn}>
            {t("members.role")}
          </th>
          <th scope="col" className={classes.teamColumn}>
            {t("members.teams")}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t("common.actions", { name: "" })}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {members?.map((member) => (
          <MemberRow key={member.id} member={member} onDeactivate={onDeactivate} />
        )) ??
          [140, 180, 120, 160].map((width) => (
            <tr key={width} aria-hidden="true">
              <th scope="row">
                <span className={settings.person}>
                  <Skeleton circle height={28} />
                  <Skeleton height={10} width={width} />
                </span>
              </th>
              <td>
                <Skeleton height={10} width={90} />
              </td>
              <td>
                <Skeleton height={10} width={70} />
              </td>
              <td />
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** Who enters the workspace, with which role and teams; invitations that wait. */
export default function MembersPage() {
  const t = useSettingsMessages();
  const can = useCan();
  const members = useQuery(membersQuery);
  const [{ show }, setUrl] = useUrlState<{ show: string }>({ show: "active" });
  const [inviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const active = members.data?.filter((member) => member.active);
  const inactive = members.data?.filter((member) => !member.active);
  const shown = show === "inactive" ? inactive : active;
  const manage = can("member.manage");
  const invite = (
    <Button leftSection={<IconUserPlus size={16} stroke={1.75} />} onClick={() => setInviting(true)}>
      {t("members.invite")}
    </Button>
  );

  return (
    <SettingsPage wide title={t("members.title")} hint={t("members.hint")} actions={manage ? invite : null}>
      {inactive && inactive.length > 0 ? (
        <div className={classes.filters}>
          <ToggleChip
            label={t("members.active")}
            count={active?.length}
            on={show !== "inactive"}
            onChange={() => setUrl({ show: undefined as never })}
          />
          <ToggleChip
            label={t("members.inactive")}
            count={inactive.length}
            on={show === "inactive"}
            onChange={(on) => setUrl({ show: on ? "inactive" : (undefined as never) })}
          />
        </div>
      ) : null}
      {members.isError && !members.data ? (
        <ErrorState
          error={members.error}
          title={t("members.errorTitle")}
          onRetry={() => void members.refetch()}
        />
      ) : shown?.length === 0 ? (
        <EmptyState icon={IconUserOff} title={t("members.noInactive")} text={t("members.noInactiveText")} />
      ) : (
        <Table members={shown} onDeactivate={setLeaving} />
      )}
      {manage && active?.length === 1 && show !== "inactive" ? (
        <EmptyState icon={IconUsers} title={t("members.alone")} text={t("members.aloneText")} />
      ) : null}
      {manage ? <Invitations onInvite={() => setInviting(true)} /> : null}
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
      {leaving ? (
        <DeactivateDialog member={leaving} colleagues={active ?? []} onClose={() => setLeaving(null)} />
      ) : null}
    </SettingsPage>
  );
}
