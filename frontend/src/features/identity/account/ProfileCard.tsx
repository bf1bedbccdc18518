import { Button, NativeSelect, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { setRequestContext } from "../../../lib/http";
import { changeLanguage } from "../../../lib/i18n";
import { type Language, updateMe, useSession } from "../../../lib/session";
import { FormProblem } from "../../../ui/forms/FormProblem";
import forms from "../../../ui/forms/forms.module.css";
import { useProblemForm } from "../../../ui/forms/useProblemForm";
import { LeaveGuard } from "../../../ui/LeaveGuard";
import { notifyDone } from "../../../ui/toasts";
import classes from "./account.module.css";
import { useAccountMessages } from "./messages";
import { SettingsCard } from "./SettingsCard";

const TIME_ZONES = Intl.supportedValuesOf("timeZone");

/** Name, language and time zone. */
export function ProfileCard() {
  const t = useAccountMessages();
  const { user } = useSession();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { name: user.name, language: user.language, time_zone: user.time_zone },
  });
  const { busy, problem, submit } = useProblemForm(form);
  const save = (values: { name: string; language: Language; time_zone: string }) =>
    submit(async () => {
      await updateMe(queries, { ...values, name: values.name.trim() });
      setRequestContext({ language: values.language });
      await changeLanguage(values.language);
      form.resetDirty();
      notifyDone(t("profile.saved"));
    });
  return (
    <SettingsCard title={t("profile.title")} lead={t("profile.lead")}>
      <form className="form-stack" onSubmit={form.onSubmit((values) => void save(values))}>
        <div className={classes.fields}>
          <TextInput label={t("profile.name")} autoComplete="name" {...form.getInputProps("name")} />
          <TextInput
            label={t("profile.email")}
            value={user.email}
            readOnly
            description={t("profile.emailHint")}
            inputWrapperOrder={["label", "input", "description"]}
          />
          <NativeSelect
            label={t("profile.language")}
            data={[
              { value: "fr", label: "Français" },
              { value: "en", label: "English" },
            ]}
            {...form.getInputProps("language")}
          />
          <Select
            label={t("profile.timeZone")}
            data={TIME_ZONES}
            searchable
            limit={40}
            allowDeselect={false}
            {...form.getInputProps("time_zone")}
          />
        </div>
        <FormProblem problem={problem} />
        <LeaveGuard when={form.isDirty() && !busy} />
        <div className={forms.actions}>
          <Button type="submit" loading={busy} disabled={!form.isDirty() || !form.values.name.trim()}>
            {t("profile.save")}
          </Button>
        </div>
      </form>
    </SettingsCard>
  );
}
