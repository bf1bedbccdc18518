import { Button, TextInput } from "@mantine/core";
import { IconMailCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { AuthLayout } from "./AuthLayout";
import classes from "./auth.module.css";
import { useAuthMessages } from "./messages";
import { askPasswordReset } from "./queries";
import { useAuthStep } from "./useRefusals";

/** Asks for a reset link. The answer is the same whether the address is known or not. */
export default function ForgottenPage() {
  const t = useAuthMessages();
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(false);
  const step = useAuthStep();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const result = await step.run(() => askPasswordReset(email.trim()));
    if (result && result.kind !== "refused") setSent(true);
  };
  const back = (
    <Link to="/login" className={classes.link}>
      {t("layout.back")}
    </Link>
  );
  if (sent) {
    return (
      <AuthLayout
        title={t("reset.sentTitle")}
        lead={t("reset.sent", { email: email.trim() })}
        below={back}
        above={
          <span className={classes.sent}>
            <IconMailCheck size={20} stroke={1.75} />
          </span>
        }
      >
        <Button variant="default" className={classes.wide} onClick={() => setSent(false)}>
          {t("reset.again")}
        </Button>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title={t("reset.title")} lead={t("reset.lead")} below={back}>
      <form className={classes.form} onSubmit={(event) => void send(event)}>
        <TextInput
          label={t("field.email")}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={step.of("email")}
          autoFocus
        />
        <FormProblem problem={null} text={step.besides("email")} />
        <Button type="submit" loading={step.busy}>
          {t("reset.submit")}
        </Button>
      </form>
    </AuthLayout>
  );
}
