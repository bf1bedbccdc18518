import { Button, Modal, NativeSelect, Skeleton, TextInput, UnstyledButton } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useUrlState } from "../../../../lib/address";
import { useFormat } from "../../../../lib/format";
import { useCan, useSession } from "../../../../lib/session";
import { ConfirmDialog } from "../../../../ui/ConfirmDialog";
import { ErrorState } from "../../../../ui/ErrorState";
import { FormActions } from "../../../../ui/forms/FormActions";
import { FormProblem } from "../../../../ui/forms/FormProblem";
import { useProblemForm } from "../../../../ui/forms/useProblemForm";
import { notifyDone } from "../../../../ui/toasts";
import { useSettingsMessages } from "../messages";
import { catalogueQuery, createRole, deleteRole, type Role, refreshPeople, rolesQuery } from "../queries";
import { SettingsPage } from "../SettingsPage";
import settings from "../settings.module.css";
import { RoleEditor } from "./RoleEditor";
import classes from "./roles.module.css";

function Duplicate({ role, onClose }: { role: Role; onClose: (made?: Role) => void }) {
  const t = useSettingsMessages();
  const queries = useQueryClient();
  const form = useForm({ initialValues: { name: t("roles.copyOf", { name: role.name }) } });
  const submission = useProblemForm(form);
  const save = form.onSubmit(({ name }) =>
    submission.submit(async () => {
      const made = await createRole(name.trim(), role.permissions);
      notifyDone(t("roles.duplicated", { name: made.name }));
      await refreshPeople(queries);
      onClose(made);
    }),
  );
  return (
    <Modal opened onClose={() => onClose()} title={t("roles.duplicateTitle", { name: role.name })} size={440}>
      <form onSubmit={save} className={settings.form} noValidate>
        <TextInput
          label={t("roles.duplicateName")}
          required
          maxLength={120}
          data-autofocus
          {...form.getInputProps("name")}
        />
        <FormProblem problem={submission.problem} />
        <FormActions
          submit={t("roles.duplicate")}
          busy={submission.busy}
          disabled={!form.getValues().name.trim()}
          onCancel={() => onClose()}
        />
      </form>
    </Modal>
  );
}

function DeleteRole({ role, onClose }: { role: Role; onClose: (deleted?: boolean) => void }) {
  const t = useSettingsMessages();
  const queries = useQueryClient();
  const remove = async () => {
    await deleteRole(role.id);
    notifyDone(t("roles.deleted", { name: role.name }));
    await refreshPeople(queries);
    onClose(true);
  };
  const held = role.members > 0;
  return (
    <ConfirmDialog
      opened
      onClose={() => onClose()}
      title={t("roles.deleteTitle", { name: role.name })}
      text={held ? t("roles.deleteInUse", { count: role.members }) : t("roles.deleteText")}
      confirm={t("roles.delete")}
      danger
      disabled={held}
      onConfirm={remove}
    />
  );
}

function RoleList({ roles, open, onOpen }: { roles: Role[]; open: Role; onOpen: (id: string) => void }) {
  const t = useSettingsMessages();
  const groups = [
    { key: "builtIn", items: roles.filter((role) => role.built_in) },
    { key: "custom", items: roles.filter((role) => !role.built_in) },
  ] as const;
  return (
    <>
      <nav className={classes.list} aria-label={t("roles.list")}>
        {groups.map(({ key, items }) =>
          items.length === 0 ? null : (
            <section key={key} className={classes.group}>
              <h3 className={classes.groupTitle}>{t(`roles.${key}`)}</h3>
              {items.map((role) => (
                <UnstyledButton
                  key={role.id}
                  className={classes.role}
                  aria-current={role.id === open.id || undefined}
                  onClick={() => onOpen(role.id)}
                >
                  <span className="truncate">{role.name}</span>
                  <span
                    className={`${classes.roleCount} tabular`}
                    title={t("roles.members", { count: role.members })}
                  >
                    {role.members}
                  </span>
                </UnstyledButton>
              ))}
            </section>
          ),
        )}
      </nav>
      <NativeSelect
        className={classes.chooser}
        aria-label={t("roles.choose")}
        value={open.id}
        onChange={(event) => onOpen(event.currentTarget.value)}
        data={roles.map((role) => ({ value: role.id, label: role.name }))}
      />
    </>
  );
}

/** Roles and the readable matrix of what each permits. */
export default function RolesPage() {
  const t = useSettingsMessages();
  const roles = useQuery(rolesQuery);
  const catalogue = useQuery(catalogueQuery(useFormat().language));
  const ownRole = useSession().member?.role_id;
  const [{ role: asked }, setUrl] = useUrlState({ role: "" });
  const [copied, setCopied] = useState<Role | null>(null);
  const [deleted, setDeleted] = useState<Role | null>(null);
  const find = (id: string | undefined) => roles.data?.find((role) => role.id === id);
  const open = find(asked) ?? find(ownRole) ?? roles.data?.[0];
  const failed = roles.error ?? catalogue.error;
  const sales = roles.data?.find((role) => role.key === "sales") ?? open;
  const create =
    useCan()("role.manage") && sales ? (
      <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setCopied(sales)}>
        {t("roles.new")}
      </Button>
    ) : null;
  if (failed && !(roles.data && catalogue.data)) {
    return (
      <ErrorState
        error={failed}
        title={t("roles.errorTitle")}
        onRetry={() => void Promise.all([roles.refetch(), catalogue.refetch()])}
      />
    );
  }
  return (
    <SettingsPage wide title={t("roles.title")} hint={t("roles.hint")} actions={create}>
      {open && roles.data && catalogue.data ? (
        <div className={classes.layout}>
          <RoleList roles={roles.data} open={open} onOpen={(role) => setUrl({ role })} />
          <RoleEditor
            // Saved elsewhere or here: the editor starts from the new state, its draft comes along.
            key={JSON.stringify([open.id, open.name, open.permissions])}
            role={open}
            roles={roles.data}
            catalogue={catalogue.data}
            onDuplicate={() => setCopied(open)}
            onDelete={() => setDeleted(open)}
          />
        </div>
      ) : (
        <Skeleton height={360} radius="sm" />
      )}
      {copied ? (
        <Duplicate
          role={copied}
          onClose={(made) => {
            setCopied(null);
            if (made) setUrl({ role: made.id });
          }}
        />
      ) : null}
      {deleted ? (
        <DeleteRole
          role={deleted}
          onClose={(gone) => {
            setDeleted(null);
            if (gone) setUrl({ role: undefined as never });
          }}
        />
      ) : null}
    </SettingsPage>
  );
}
