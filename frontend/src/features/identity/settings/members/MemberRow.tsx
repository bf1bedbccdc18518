import { ActionIcon, Button, Menu, Select } from "@mantine/core";
import { IconDots, IconEye, IconUserOff } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useFormat } from "../../../../lib/format";
import { useCan, useSession } from "../../../../lib/session";
import { Avatar } from "../../../../ui/Avatar";
import { notifyDone, notifyProblem } from "../../../../ui/toasts";
import { useSettingsMessages } from "../messages";
import {
  type Member,
  type MemberChange,
  membersQuery,
  reactivateMember,
  refreshPeople,
  rolesQuery,
  updateMember,
} from "../queries";
import { useSeeAs } from "../seeAs";
import settings from "../settings.module.css";
import { TeamsCell } from "./TeamsCell";

/** Saves a change of a member at once on screen, and takes it back when the server refuses. */
function useChangeMember(member: Member) {
  const queries = useQueryClient();
  const { member: self } = useSession();
  return async (change: MemberChange, told: string) => {
    const before = queries.getQueryData(membersQuery.queryKey);
    queries.setQueryData(membersQuery.queryKey, (list) =>
      list?.map((each) => (each.id === member.id ? { ...each, ...change } : each)),
    );
    try {
      await updateMember(member.id, change);
      notifyDone(told);
      // One's own rights may just have changed with it.
      if (member.id === self?.id) await refreshPeople(queries);
      else await queries.invalidateQueries({ queryKey: ["member"] });
      void queries.invalidateQueries({ queryKey: ["team"] });
      void queries.invalidateQueries({ queryKey: ["role"] });
    } catch (error) {
      queries.setQueryData(membersQuery.queryKey, before);
      notifyProblem(error);
    }
  };
}

function RoleCell({ member }: { member: Member }) {
  const t = useSettingsMessages();
  const roles = useQuery(rolesQuery);
  const change = useChangeMember(member);
  if (!useCan()("member.manage") || !member.active) return member.role_name;
  const data = roles.data?.map((role) => ({ value: role.id, label: role.name })) ?? [
    { value: member.role_id, label: member.role_name },
  ];
  return (
    <Select
      className={settings.inline}
      data={data}
      value={member.role_id}
      allowDeselect={false}
      aria-label={t("members.roleOf", { name: member.name })}
      comboboxProps={{ width: 220, position: "bottom-start" }}
      onChange={(role_id) => {
        const name = data.find((role) => role.value === role_id)?.label ?? "";
        if (role_id && role_id !== member.role_id)
          void change({ role_id }, t("members.roleSaved", { name: member.name, role: name }));
      }}
    />
  );
}

function RowMenu({ member, onDeactivate }: { member: Member; onDeactivate: (member: Member) => void }) {
  const t = useSettingsMessages();
  const can = useCan();
  const seeAs = useSeeAs();
  const self = useSession().member?.id === member.id;
  if (self || !(can("member.manage") || can("role.manage"))) return null;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon aria-label={t("common.actions", { name: member.name })}>
          <IconDots size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {can("role.manage") ? (
          <Menu.Item leftSection={<IconEye size={16} stroke={1.75} />} onClick={() => void seeAs(member.id)}>
            {t("members.seeAs")}
          </Menu.Item>
        ) : null}
        {can("member.manage") ? (
          <Menu.Item
            leftSection={<IconUserOff size={16} stroke={1.75} />}
            onClick={() => onDeactivate(member)}
          >
            {t("members.deactivate")}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

function Reactivate({ member }: { member: Member }) {
  const t = useSettingsMessages();
  const queries = useQueryClient();
  const reactivate = async () => {
    try {
      await reactivateMember(member.id);
      notifyDone(t("members.reactivated", { name: member.name }));
      await refreshPeople(queries);
    } catch (error) {
      notifyProblem(error);
    }
  };
  if (!useCan()("member.manage")) return null;
  return (
    <Button variant="default" size="xs" onClick={() => void reactivate()}>
      {t("members.reactivate")}
    </Button>
  );
}

/** One member: role and teams change in place. */
export function MemberRow({
  member,
  onDeactivate,
}: {
  member: Member;
  onDeactivate: (member: Member) => void;
}) {
  const t = useSettingsMessages();
  const format = useFormat();
  const self = useSession().member?.id === member.id;
  const change = useChangeMember(member);
  return (
    <tr>
      <th scope="row">
        <span className={settings.person}>
          <Avatar name={member.name} size={28} />
          <span className={settings.personText}>
            <span className={`${settings.personName} truncate`}>
              {member.name}
              {self ? <span className={settings.quiet}> ({t("members.you")})</span> : null}
            </span>
            <span className={`${settings.quiet} truncate`}>
              {member.deactivated_at
                ? t("members.since", { when: format.relative(member.deactivated_at) })
                : member.email}
            </span>
          </span>
        </span>
      </th>
      <td data-full>
        <RoleCell member={member} />
      </td>
      <td data-full>
        <TeamsCell
          member={member}
          onSave={(teams) => void change(teams, t("members.teamsSaved", { name: member.name }))}
        />
      </td>
      <td data-align="right">
        {member.active ? (
          <RowMenu member={member} onDeactivate={onDeactivate} />
        ) : (
          <Reactivate member={member} />
        )}
      </td>
    </tr>
  );
}
