import { Button, PasswordInput, TextInput } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { FormProblem } from "../../../ui/forms/FormProblem";
import type { SecondFactor } from "./allauth";
import classes from "./auth.module.css";
import { useAuthMessages } from "./messages";
import { passkeysSupported, signInWithPasskey, wasGivenUp } from "./passkeys";
import { signIn } from "./queries";
import { useAuthStep } from "./useRefusals";

interface LoginFormProps {
  onDone: () => void;
  onSecondFactor: (types: SecondFactor[]) => void;
}

/** Address and password, or a passkey. */
export function LoginForm({ onDone, onSecondFactor }: LoginFormProps) {
  const t = useAuthMessages();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const step = useAuthStep();
  const [notice, setNotice] = useState<string | undefined>();

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setNotice(undefined);
    const result = await step.run(() => signIn(email.trim(), password));
    if (result?.kind === "done") onDone();
    if (result?.kind === "second-factor") onSecondFactor(result.types);
  };
  const openPasskey = async () => {
    setNotice(undefined);
    try {
      const result = await signInWithPasskey();
      if (result.kind === "done") onDone();
      else setNotice(t("login.passkeyFailed"));
    } catch (error) {
      setNotice(t(wasGivenUp(error) ? "login.passkeyGivenUp" : "login.passkeyFailed"));
    }
  };

  return (
    <form className={classes.form} onSubmit={(event) => void send(event)}>
      <TextInput
        label={t("field.email")}
        type="email"
        name="email"
        autoComplete="username webauthn"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={step.of("email")}
        data-autofocus
        autoFocus
      />
      <PasswordInput
        label={t("field.password")}
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={step.of("password")}
      />
      <FormProblem problem={null} text={notice ?? step.besides("email", "password")} />
      <Button type="submit" loading={step.busy}>
        {t("login.submit")}
      </Button>
      {passkeysSupported() ? (
        <>
          <div className={classes.or}>{t("login.or")}</div>
          <Button
            variant="default"
            className={classes.wide}
            leftSection={<IconFingerprint size={16} stroke={1.75} />}
            onClick={() => void openPasskey()}
          >
            {t("login.passkey")}
          </Button>
        </>
      ) : null}
      <div className={classes.links}>
        <Link to="/password/reset" className={classes.link}>
          {t("login.forgotten")}
        </Link>
      </div>
    </form>
  );
}
