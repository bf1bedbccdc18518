import { Button, Menu, NativeSelect, TextInput } from "@mantine/core";
import { IconCopy, IconEye, IconLock, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useDraft } from "../../../../lib/drafts";
import { asProblem, type Problem } from "../../../../lib/problem";
import { useCan, useSession } from "../../../../lib/session";
import { FormProblem } from "../../../../ui/forms/FormProblem";
import { LeaveGuard } from "../../../../ui/LeaveGuard";
import { notifyDone } from "../../../../ui/toasts";
import { useSettingsMessages } from "../messages";
import {
  type Catalogue,
  type Grants,
  membersQuery,
  type Role,
  refreshPeople,
  rolesQuery,
  updateRole,
} from "../queries";
import { useSeeAs } from "../seeAs";
import { RoleMatrix } from "./RoleMatrix";
import classes from "./roles.module.css";
import { differences, nearestBase } from "./rules";

interface RoleEditorProps {
  role: Role;
  roles: Role[];
  catalogue: Catalogue;
  onDuplicate: () => void;
  onDelete: () => void;
}

function SeeAsMenu({ role }: { role: Role }) {
  const t = useSettingsMessages();
  const seeAs = useSeeAs();
  const self = useSession().member?.id;
  const members = useQuery(membersQuery).data ?? [];
  const holders = members.filter((each) => each.active && each.role_id === role.id && each.id !== self);
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconEye size={16} stroke={1.75} />}>
          {t("roles.seeAs")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        {holders.length === 0 ? <Menu.Label>{t("roles.seeAsNobody")}</Menu.Label> : null}
        {holders.map((member) => (
          <Menu.Item key={member.id} onClick={() => void seeAs(member.id)}>
            {member.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Compare({
  role,
  roles,
  grants,
  base,
  onBase,
}: {
  role: Role;
  roles: Role[];
  grants: Grants;
  base: Role | null;
  onBase: (id: string) => void;
}) {
  const t = useSettingsMessages();
  const count = base ? differences(grants, base.permissions).length : 0;
  return (
    <div className={classes.compare}>
      <label htmlFor="role-base">{t("roles.compare")}</label>
      <NativeSelect
        id="role-base"
        size="xs"
        value={base?.id ?? ""}
        onChange={(event) => onBase(event.currentTarget.value)}
        data={roles
          .filter((each) => each.id !== role.id)
          .map((each) => ({ value: each.id, label: each.name }))}
      />
      <span className={classes.compareCount}>
        {count > 0 ? <span className={classes.dot} aria-hidden="true" /> : null}
        {count > 0 ? t("roles.differences", { count }) : t("roles.same")}
      </span>
    </div>
  );
}

interface RoleDraft {
  name: string;
  permissions: Grants;
}

function useRoleDraft(role: Role) {
  const t = useSettingsMessages();
  const queries = useQueryClient();
  const [kept] = useState<RoleDraft>(() => ({ name: role.name, permissions: role.permissions }));
  const draft = useDraft<RoleDraft>(`role:${role.id}`, kept);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const changed = differences(draft.value.permissions, role.permissions).length;
  const unsaved = role.built_in ? 0 : changed + (draft.value.name.trim() === role.name ? 0 : 1);
  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const change = { name: draft.value.name.trim(), permissions: draft.value.permissions };
      const saved = await updateRole(role.id, change);
      queries.setQueryData(rolesQuery.queryKey, (roles) =>
        roles?.map((each) => (each.id === saved.id ? saved : each)),
      );
      draft.clear();
      notifyDone(t("roles.saved", { name: saved.name }));
      await refreshPeople(queries);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return { draft, unsaved, busy, problem, save };
}

/** One role: what it grants; a custom one can be changed, and is saved as a whole. */
export function RoleEditor({ role, roles, catalogue, onDuplicate, onDelete }: RoleEditorProps) {
  const t = useSettingsMessages();
  const can = useCan();
  const { draft, unsaved, busy, problem, save } = useRoleDraft(role);
  const [chosenBase, setChosenBase] = useState<string | null>(null);
  const { name, permissions } = role.built_in ? role : draft.value;
  const editable = !role.built_in && can("role.manage");
  const base = chosenBase
    ? (roles.find((each) => each.id === chosenBase) ?? null)
    : role.built_in
      ? null
      : nearestBase(permissions, roles);
  const set = (change: Partial<RoleDraft>) => draft.setValue({ ...draft.value, ...change });
  return (
    <div>
      <div className={classes.editorHead}>
        {editable ? (
          <TextInput
            className={classes.name}
            aria-label={t("roles.rename")}
            value={name}
            maxLength={120}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
        ) : (
          <h3 className={classes.roleName}>{role.name}</h3>
        )}
        <span className={classes.members}>{t("roles.members", { count: role.members })}</span>
        {can("role.manage") ? (
          <div className={classes.editorActions}>
            <SeeAsMenu role={role} />
            <Button
              variant="default"
              leftSection={<IconCopy size={16} stroke={1.75} />}
              onClick={onDuplicate}
            >
              {t("roles.duplicate")}
            </Button>
            {editable ? (
              <Button
                variant="default"
                leftSection={<IconTrash size={16} stroke={1.75} />}
                onClick={onDelete}
              >
                {t("roles.delete")}
              </Button>
            ) : null}
          </div>
        ) : null}
      </div>
      {role.purpose ? <p className={classes.purpose}>{role.purpose}</p> : null}
      {role.built_in && can("role.manage") ? (
        <p className={classes.fixed}>
          <IconLock size={14} stroke={1.75} aria-hidden />
          {t("roles.readOnly")}
        </p>
      ) : null}
      {editable ? <p className={classes.fixed}>{t("roles.howTo")}</p> : null}
      {role.built_in ? null : (
        <Compare role={role} roles={roles} grants={permissions} base={base} onBase={setChosenBase} />
      )}
      <RoleMatrix
        role={role}
        grants={permissions}
        catalogue={catalogue}
        base={base}
        onChange={editable ? (next) => set({ permissions: next }) : undefined}
      />
      {unsaved > 0 ? (
        <div className={classes.saveBar} role="status">
          <span>{t("roles.unsaved", { count: unsaved })}</span>
          <FormProblem problem={problem} />
          <Button variant="subtle" onClick={draft.clear}>
            {t("common.reset")}
          </Button>
          <Button onClick={() => void save()} loading={busy} disabled={!name.trim()}>
            {t("roles.save")}
          </Button>
        </div>
      ) : null}
      <LeaveGuard when={unsaved > 0} />
    </div>
  );
}
