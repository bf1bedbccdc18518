import { Button, TextInput, UnstyledButton } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { FormProblem } from "../../../ui/forms/FormProblem";
import type { SecondFactor } from "./allauth";
import classes from "./auth.module.css";
import { useAuthMessages } from "./messages";
import { confirmWithPasskey, passkeysSupported, wasGivenUp } from "./passkeys";
import { confirmCode } from "./queries";
import { useAuthStep } from "./useRefusals";

interface SecondFactorFormProps {
  types: SecondFactor[];
  onDone: () => void;
  onRestart: () => void;
}

/** Second step of a sign-in: authenticator code, recovery code or passkey. */
export function SecondFactorForm({ types, onDone, onRestart }: SecondFactorFormProps) {
  const t = useAuthMessages();
  const step = useAuthStep();
  const [recovery, setRecovery] = useState(!types.includes("totp") && types.includes("recovery_codes"));
  const [code, setCode] = useState("");
  const [notice, setNotice] = useState<string | undefined>();

  const verify = async (value: string) => {
    const result = await step.run(() => confirmCode(value.replace(/\s/g, "")));
    if (result?.kind === "done") onDone();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    void verify(code);
  };
  const type = (value: string) => {
    setCode(value);
    step.clear();
    // Six digits are the whole answer: no need to press the button.
    if (!recovery && /^\d{6}$/.test(value.replace(/\s/g, ""))) void verify(value);
  };
  const openPasskey = async () => {
    setNotice(undefined);
    try {
      const result = await confirmWithPasskey();
      if (result.kind === "done") onDone();
      else setNotice(t("login.passkeyFailed"));
    } catch (error) {
      setNotice(t(wasGivenUp(error) ? "login.passkeyGivenUp" : "login.passkeyFailed"));
    }
  };

  return (
    <form className={classes.form} onSubmit={send}>
      <p className={classes.lead}>{t(recovery ? "factor.leadRecovery" : "factor.lead")}</p>
      <TextInput
        key={recovery ? "recovery" : "totp"}
        className={classes.code}
        label={t(recovery ? "factor.recovery" : "factor.code")}
        value={code}
        onChange={(event) => type(event.currentTarget.value)}
        inputMode={recovery ? "text" : "numeric"}
        autoComplete="one-time-code"
        maxLength={recovery ? 20 : 7}
        error={step.of("code")}
        autoFocus
      />
      <FormProblem problem={null} text={notice ?? step.besides("code")} />
      <Button type="submit" loading={step.busy} disabled={code.trim() === ""}>
        {t("factor.submit")}
      </Button>
      <div className={classes.links}>
        {types.includes("recovery_codes") && types.includes("totp") ? (
          <UnstyledButton
            className={classes.link}
            onClick={() => {
              setRecovery(!recovery);
              setCode("");
              step.clear();
            }}
          >
            {t(recovery ? "factor.useCode" : "factor.useRecovery")}
          </UnstyledButton>
        ) : null}
        {types.includes("webauthn") && passkeysSupported() ? (
          <UnstyledButton className={classes.link} onClick={() => void openPasskey()}>
            {t("factor.usePasskey")}
          </UnstyledButton>
        ) : null}
        <UnstyledButton className={classes.link} onClick={onRestart}>
          {t("factor.restart")}
        </UnstyledButton>
      </div>
    </form>
  );
}
