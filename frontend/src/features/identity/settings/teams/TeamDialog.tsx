import { Button, Modal, MultiSelect, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "../../../../ui/ConfirmDialog";
import { FormActions } from "../../../../ui/forms/FormActions";
import { FormProblem } from "../../../../ui/forms/FormProblem";
import { useProblemForm } from "../../../../ui/forms/useProblemForm";
import { notifyDone } from "../../../../ui/toasts";
import { useSettingsMessages } from "../messages";
import { createTeam, deleteTeam, membersQuery, refreshPeople, type Team, updateTeam } from "../queries";
import settings from "../settings.module.css";
import classes from "./teams.module.css";

/** Makes a team, or changes and deletes one. */
export function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const t = useSettingsMessages();
  const queries = useQueryClient();
  const members = (useQuery(membersQuery).data ?? []).filter((member) => member.active);
  const people = members.map((member) => ({ value: member.id, label: member.name }));
  const [deleting, setDeleting] = useState(false);
  const form = useForm({
    initialValues: {
      name: team?.name ?? "",
      manager_id: team?.manager_id ?? null,
      member_ids: team?.member_ids ?? [],
    },
  });
  const submission = useProblemForm(form);
  const save = form.onSubmit(async (values) => {
    const done = await submission.submit(async () => {
      await (team ? updateTeam(team.id, values) : createTeam(values));
      notifyDone(t(team ? "teams.saved" : "teams.created", { name: values.name }));
      await refreshPeople(queries);
    });
    if (done) onClose();
  });
  const remove = async () => {
    if (!team) return;
    await deleteTeam(team.id);
    notifyDone(t("teams.deleted", { name: team.name }));
    await refreshPeople(queries);
    onClose();
  };
  const title = team ? t("teams.editTitle", { name: team.name }) : t("teams.createTitle");
  return (
    <>
      <Modal opened={!deleting} onClose={onClose} title={title} size={440}>
        <form onSubmit={save} className={settings.form} noValidate>
          <TextInput
            label={t("teams.name")}
            required
            maxLength={120}
            data-autofocus
            {...form.getInputProps("name")}
          />
          <Select
            label={t("teams.manager")}
            placeholder={t("teams.noManager")}
            data={people}
            searchable
            clearable
            {...form.getInputProps("manager_id")}
          />
          <MultiSelect
            label={t("teams.members")}
            data={people}
            searchable
            hidePickedOptions
            {...form.getInputProps("member_ids")}
          />
          <FormProblem problem={submission.problem} />
          <div className={classes.actions}>
            <FormActions
              submit={team ? t("common.save") : t("teams.create")}
              busy={submission.busy}
              disabled={!form.getValues().name.trim() || (team !== null && !form.isDirty())}
              onCancel={onClose}
            />
            {team ? (
              <Button variant="subtle" className={classes.delete} onClick={() => setDeleting(true)}>
                {t("common.delete")}
              </Button>
            ) : null}
          </div>
        </form>
      </Modal>
      {team ? (
        <ConfirmDialog
          opened={deleting}
          onClose={() => setDeleting(false)}
          title={t("teams.deleteTitle", { name: team.name })}
          text={t("teams.deleteText")}
          confirm={t("teams.deleteConfirm")}
          danger
          onConfirm={remove}
        />
      ) : null}
    </>
  );
}
