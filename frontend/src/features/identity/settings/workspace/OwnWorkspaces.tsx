import { Button, Modal, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import { useUrlState } from "../../../../lib/address";
import { type Language, useSession } from "../../../../lib/session";
import { formatSiren, sirenDigits } from "../../../../lib/siren";
import { Avatar } from "../../../../ui/Avatar";
import { FormActions } from "../../../../ui/forms/FormActions";
import { FormProblem } from "../../../../ui/forms/FormProblem";
import { useProblemForm } from "../../../../ui/forms/useProblemForm";
import { Tag } from "../../../../ui/Tag";
import { useSettingsMessages } from "../messages";
import { createWorkspace } from "../queries";
import { SettingsSection } from "../SettingsPage";
import settings from "../settings.module.css";
import { sirenProblem } from "./WorkspacePage";
import classes from "./workspace.module.css";

// Everything on screen belongs to one workspace: a full load is the surest way into another.
const enter = (slug: string) => window.location.assign(`/w/${slug}`);

function NewWorkspace({ onClose }: { onClose: () => void }) {
  const t = useSettingsMessages();
  const { user } = useSession();
  const form = useForm({
    initialValues: { name: "", siren: "", language: user.language as Language },
    validateInputOnBlur: true,
    validate: { siren: (value) => sirenProblem(value, t) },
  });
  const submission = useProblemForm(form);
  const save = form.onSubmit((values) =>
    submission.submit(async () => {
      const made = await createWorkspace({ ...values, siren: sirenDigits(values.siren) || null });
      enter(made.slug);
    }),
  );
  return (
    <Modal opened onClose={onClose} title={t("workspace.createTitle")} size={440}>
      <form onSubmit={save} className={settings.form} noValidate>
        <p className={settings.hint}>{t("workspace.createText")}</p>
        <TextInput
          label={t("workspace.name")}
          required
          maxLength={120}
          data-autofocus
          {...form.getInputProps("name")}
        />
        <TextInput
          label={t("workspace.siren")}
          inputMode="numeric"
          placeholder="912 345 678"
          {...form.getInputProps("siren")}
          onChange={(event) => form.setFieldValue("siren", formatSiren(event.currentTarget.value))}
        />
        <Select
          label={t("workspace.language")}
          data={[
            { value: "fr", label: t("workspace.french") },
            { value: "en", label: t("workspace.english") },
          ]}
          allowDeselect={false}
          {...form.getInputProps("language")}
        />
        <FormProblem problem={submission.problem} />
        <FormActions
          submit={t("workspace.createSubmit")}
          busy={submission.busy}
          disabled={!form.getValues().name.trim()}
          onCancel={onClose}
        />
      </form>
    </Modal>
  );
}

/** The workspaces the person belongs to, and a new one. */
export function OwnWorkspaces() {
  const t = useSettingsMessages();
  const { workspaces, workspace } = useSession();
  const [{ create: creating }, setUrl] = useUrlState<{ create: boolean }>({ create: false });
  const setCreating = (open: boolean) => setUrl({ create: open || (undefined as never) });
  return (
    <SettingsSection title={t("workspace.others")} hint={t("workspace.othersHint")}>
      <ul className={classes.list}>
        {workspaces.map((each) => (
          <li key={each.id} className={classes.item}>
            <Avatar name={each.name} kind="company" size={28} />
            <span className={`${classes.itemName} truncate`}>{each.name}</span>
            {each.id === workspace?.id ? (
              <Tag>{t("workspace.current")}</Tag>
            ) : (
              <Button variant="default" size="xs" onClick={() => enter(each.slug)}>
                {t("workspace.switch")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        mt={12}
        leftSection={<IconPlus size={16} stroke={1.75} />}
        onClick={() => setCreating(true)}
      >
        {t("workspace.create")}
      </Button>
      {creating ? <NewWorkspace onClose={() => setCreating(false)} /> : null}
    </SettingsSection>
  );
}
