import { Button, Select, Skeleton, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCheck } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { sessionQuery, type Workspace } from "../../../../lib/session";
import { checkSiren, formatSiren, sirenDigits } from "../../../../lib/siren";
import { ErrorState } from "../../../../ui/ErrorState";
import { FormActions } from "../../../../ui/forms/FormActions";
import { FormProblem } from "../../../../ui/forms/FormProblem";
import { useProblemForm } from "../../../../ui/forms/useProblemForm";
import { notifyDone } from "../../../../ui/toasts";
import { useSettingsMessages } from "../messages";
import { updateWorkspace, type WorkspaceSettings, workspaceQuery } from "../queries";
import { SettingsPage } from "../SettingsPage";
import settings from "../settings.module.css";
import { AccentPicker } from "./AccentPicker";
import { OwnWorkspaces } from "./OwnWorkspaces";

const CURRENCIES = ["EUR", "CHF", "GBP", "USD", "CAD", "XPF", "MAD", "TND", "XOF", "XAF"];

type Translate = ReturnType<typeof useSettingsMessages>;

/** What is wrong with a typed SIREN, in words; an empty one is allowed. */
export function sirenProblem(value: string, t: Translate): string | null {
  if (!sirenDigits(value)) return null;
  const problem = checkSiren(value);
  if (!problem) return null;
  return problem.code === "length"
    ? t("workspace.sirenLength", { typed: problem.typed })
    : t("workspace.sirenKey");
}

function useWorkspaceForm(workspace: WorkspaceSettings) {
  const t = useSettingsMessages();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: {
      name: workspace.name,
      siren: formatSiren(workspace.siren ?? ""),
      accent: workspace.accent,
      currency: workspace.currency,
      language: workspace.language,
    },
    validateInputOnBlur: true,
    validate: {
      siren: (value) => sirenProblem(value, t),
      accent: (value) => (/^#[0-9a-f]{6}$/i.test(value) ? null : t("workspace.accentBad")),
    },
  });
  const submission = useProblemForm(form);
  const save = form.onSubmit((values) =>
    submission.submit(async () => {
      const saved = await updateWorkspace({ ...values, siren: sirenDigits(values.siren) || null });
      queries.setQueryData(workspaceQuery.queryKey, saved);
      // Name and accent show everywhere at once.
      queries.setQueryData(sessionQuery.queryKey, (session) =>
        session ? { ...session, workspace: saved as Workspace } : session,
      );
      form.resetDirty();
      notifyDone(t("common.saved"));
    }),
  );
  return { form, submission, save };
}

function WorkspaceForm({ workspace }: { workspace: WorkspaceSettings }) {
  const t = useSettingsMessages();
  const { form, submission, save } = useWorkspaceForm(workspace);
  const { siren } = form.getValues();
  const sirenGood = sirenDigits(siren).length === 9 && checkSiren(siren) === null;
  const names = new Intl.DisplayNames(workspace.language, { type: "currency" });
  return (
    <form onSubmit={save} className={settings.form} noValidate>
      <div className={settings.formRow}>
        <TextInput label={t("workspace.name")} required maxLength={120} {...form.getInputProps("name")} />
        <TextInput
          label={t("workspace.siren")}
          inputMode="numeric"
          placeholder="912 345 678"
          description={sirenGood ? t("workspace.sirenGood") : undefined}
          inputWrapperOrder={["label", "input", "description", "error"]}
          rightSection={
            sirenGood ? <IconCheck size={16} stroke={1.75} color="var(--sl-green)" aria-hidden /> : null
          }
          {...form.getInputProps("siren")}
          onChange={(event) => form.setFieldValue("siren", formatSiren(event.currentTarget.value))}
        />
      </div>
      <AccentPicker
        value={form.getValues().accent}
        onChange={(accent) => form.setFieldValue("accent", accent)}
        error={form.errors.accent as string | undefined}
      />
      <div className={settings.formRow}>
        <Select
          label={t("workspace.currency")}
          description={t("workspace.currencyHint")}
          data={CURRENCIES.map((code) => ({ value: code, label: `${code}, ${names.of(code)}` }))}
          allowDeselect={false}
          searchable
          {...form.getInputProps("currency")}
        />
        <Select
          label={t("workspace.language")}
          description={t("workspace.languageHint")}
          data={[
            { value: "fr", label: t("workspace.french") },
            { value: "en", label: t("workspace.english") },
          ]}
          allowDeselect={false}
          {...form.getInputProps("language")}
        />
      </div>
      <FormProblem problem={submission.problem} />
      <div style={{ display: "flex", gap: 8 }}>
        <FormActions submit={t("common.save")} busy={submission.busy} disabled={!form.isDirty()} />
        {form.isDirty() ? (
          <Button variant="subtle" onClick={() => form.reset()}>
            {t("common.reset")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

/** Name, SIREN, accent, currency and language of the workspace; the person's other workspaces. */
export default function WorkspacePage() {
  const t = useSettingsMessages();
  const workspace = useQuery(workspaceQuery);
  if (workspace.isError && !workspace.data) {
    return (
      <ErrorState
        error={workspace.error}
        title={t("workspace.errorTitle")}
        onRetry={() => void workspace.refetch()}
      />
    );
  }
  return (
    <SettingsPage
      title={t("workspace.title")}
      hint={workspace.data ? t("workspace.hint", { name: workspace.data.name }) : undefined}
    >
      {workspace.data ? (
        <WorkspaceForm key={workspace.data.id} workspace={workspace.data} />
      ) : (
        <Skeleton height={320} radius="sm" />
      )}
      <OwnWorkspaces />
    </SettingsPage>
  );
}
