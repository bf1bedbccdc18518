import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useRouteParam } from "../../../lib/address";
import { ErrorState } from "../../../ui/ErrorState";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { AuthLayout } from "./AuthLayout";
import classes from "./auth.module.css";
import { useAuthMessages } from "./messages";
import { NewPasswordInput, passwordReady } from "./NewPasswordInput";
import { checkResetKey, resetPassword, signIn } from "./queries";
import { useEnter } from "./useEnter";
import { useAuthStep } from "./useRefusals";

/** Chooses a new password with the link received by mail, then signs in with it. */
export default function NewPasswordPage() {
  const t = useAuthMessages();
  const key = useRouteParam("key");
  const enter = useEnter();
  const [password, setPassword] = useState("");
  const step = useAuthStep();
  const link = useQuery({
    queryKey: ["password-reset", key],
    queryFn: () => checkResetKey(key),
    retry: false,
    refetchOnWindowFocus: false,
  });
  const email =
    link.data?.kind === "done" ? (link.data.data as { user?: { email?: string } })?.user?.email : undefined;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const result = await step.run(() => resetPassword(key, password));
    if (result?.kind !== "done") return;
    // The link proves the address; when a second step is set, the sign-in page asks for it.
    const signedIn = email ? await step.run(() => signIn(email, password)) : null;
    enter(signedIn?.kind === "done" ? "/" : "/login");
  };

  if (link.isPending) {
    return (
      <AuthLayout title={t("reset.chooseTitle")} lead={t("reset.chooseLead")}>
        <Skeleton height={32} radius="sm" />
      </AuthLayout>
    );
  }
  if (link.error) return <ErrorState error={link.error} onRetry={() => void link.refetch()} />;
  if (link.data.kind !== "done") {
    return (
      <AuthLayout title={t("reset.deadTitle")} lead={t("reset.dead")}>
        <Link to="/password/reset">
          <Button className={classes.wide} component="span">
            {t("reset.askAgain")}
          </Button>
        </Link>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title={t("reset.chooseTitle")} lead={t("reset.chooseLead")}>
      <form className={classes.form} onSubmit={(event) => void send(event)}>
        <NewPasswordInput
          label={t("field.newPassword")}
          value={password}
          onChange={setPassword}
          error={step.of("password")}
          autoFocus
        />
        <FormProblem problem={null} text={step.besides("password")} />
        <Button type="submit" loading={step.busy} disabled={!passwordReady(password)}>
          {t("reset.chooseSubmit")}
        </Button>
      </form>
    </AuthLayout>
  );
}
