import { Button, Skeleton } from "@mantine/core";
import { IconPlus, IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCan } from "../../../../lib/session";
import { Avatar } from "../../../../ui/Avatar";
import { EmptyState } from "../../../../ui/EmptyState";
import { ErrorState } from "../../../../ui/ErrorState";
import { useSettingsMessages } from "../messages";
import { membersQuery, type Team, teamsQuery } from "../queries";
import { SettingsPage } from "../SettingsPage";
import settings from "../settings.module.css";
import { TeamDialog } from "./TeamDialog";
import classes from "./teams.module.css";

const SHOWN_FACES = 5;

function Faces({ ids }: { ids: string[] }) {
  const t = useSettingsMessages();
  const members = useQuery(membersQuery).data ?? [];
  const names = ids.flatMap((id) => members.find((member) => member.id === id)?.name ?? []);
  return (
    <span className={classes.faces} title={names.join(", ")}>
      {names.slice(0, SHOWN_FACES).map((name) => (
        <span key={name} className={classes.face}>
          <Avatar name={name} />
        </span>
      ))}
      <span className="tabular">{t("teams.membersCount", { count: ids.length })}</span>
    </span>
  );
}

function TeamRow({ team, onEdit }: { team: Team; onEdit: (team: Team) => void }) {
  const t = useSettingsMessages();
  return (
    <tr>
      <th scope="row">
        <span className={settings.personName}>{team.name}</span>
      </th>
      <td data-full>
        {team.manager_name ? (
          <span className={settings.person}>
            <Avatar name={team.manager_name} />
            {team.manager_name}
          </span>
        ) : (
          <span className={classes.none}>{t("teams.noManager")}</span>
        )}
      </td>
      <td data-full>
        <Faces ids={team.member_ids} />
      </td>
      <td data-align="right">
        {useCan()("team.manage") ? (
          <Button
            variant="default"
            size="xs"
            onClick={() => onEdit(team)}
            aria-label={`${t("teams.edit")}, ${team.name}`}
          >
            {t("teams.edit")}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

/** Teams with their manager and members. */
export default function TeamsPage() {
  const t = useSettingsMessages();
  const teams = useQuery(teamsQuery);
  const [edited, setEdited] = useState<Team | "new" | null>(null);
  const create = useCan()("team.manage") ? (
    <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setEdited("new")}>
      {t("teams.create")}
    </Button>
  ) : null;
  const empty = teams.data?.length === 0;
  return (
    <SettingsPage title={t("teams.title")} hint={t("teams.hint")} actions={empty ? null : create}>
      {teams.isError && !teams.data ? (
        <ErrorState error={teams.error} title={t("teams.errorTitle")} onRetry={() => void teams.refetch()} />
      ) : empty ? (
        <EmptyState
          icon={IconUsersGroup}
          title={t("teams.empty")}
          text={t("teams.emptyText")}
          actions={create}
        />
      ) : (
        <table className={`${settings.table} ${settings.stacked}`} aria-busy={!teams.data || undefined}>
          <thead>
            <tr>
              <th scope="col">{t("teams.name")}</th>
              <th scope="col">{t("teams.manager")}</th>
              <th scope="col">{t("teams.members")}</th>
              <th scope="col">
                <span className="visually-hidden">{t("common.actions", { name: "" })}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {teams.data?.map((team) => <TeamRow key={team.id} team={team} onEdit={setEdited} />) ??
              [90, 120, 70].map((width) => (
                <tr key={width} aria-hidden="true">
                  <td>
                    <Skeleton height={10} width={width} />
                  </td>
                  <td>
                    <Skeleton height={10} width={120} />
                  </td>
                  <td>
                    <Skeleton height={24} width={96} />
                  </td>
                  <td />
                </tr>
              ))}
          </tbody>
        </table>
      )}
      {edited ? <TeamDialog team={edited === "new" ? null : edited} onClose={() => setEdited(null)} /> : null}
    </SettingsPage>
  );
}
