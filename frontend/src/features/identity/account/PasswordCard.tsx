import { Button, PasswordInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { FormProblem } from "../../../ui/forms/FormProblem";
import forms from "../../../ui/forms/forms.module.css";
import { notifyDone } from "../../../ui/toasts";
import { NewPasswordInput, passwordReady } from "../auth/NewPasswordInput";
import { useAuthStep } from "../auth/useRefusals";
import classes from "./account.module.css";
import { useAccountMessages } from "./messages";
import { changePassword, sessionsQuery } from "./queries";
import { useGuard } from "./Reauthentication";
import { SettingsCard } from "./SettingsCard";

/** Changes the password. */
export function PasswordCard() {
  const t = useAccountMessages();
  const queries = useQueryClient();
  const guard = useGuard();
  const step = useAuthStep();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const result = await step.run(() => guard(() => changePassword(current, next)));
    if (result?.kind !== "done") return;
    setCurrent("");
    setNext("");
    notifyDone(t("password.saved"));
    void queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  };
  return (
    <SettingsCard title={t("password.title")} lead={t("password.lead")}>
      <form className="form-stack" onSubmit={(event) => void send(event)}>
        <div className={classes.fields}>
          <PasswordInput
            label={t("password.current")}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            error={step.of("current_password")}
          />
          <NewPasswordInput
            label={t("password.new")}
            value={next}
            onChange={setNext}
            error={step.of("new_password")}
          />
        </div>
        <FormProblem problem={null} text={step.besides("current_password", "new_password")} />
        <div className={forms.actions}>
          <Button
            type="submit"
            variant="default"
            loading={step.busy}
            disabled={!current || !passwordReady(next)}
          >
            {t("password.save")}
          </Button>
        </div>
      </form>
    </SettingsCard>
  );
}
