import { Button, Skeleton, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRouteParam } from "../../../lib/address";
import { asProblem } from "../../../lib/problem";
import { ErrorState } from "../../../ui/ErrorState";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { useProblemForm } from "../../../ui/forms/useProblemForm";
import { AuthLayout } from "./AuthLayout";
import classes from "./auth.module.css";
import { useAuthMessages } from "./messages";
import { NewPasswordInput, passwordReady } from "./NewPasswordInput";
import { acceptInvitation, type InvitationShown, readInvitation } from "./queries";
import { useEnter } from "./useEnter";

function AcceptForm({ token, invitation }: { token: string; invitation: InvitationShown }) {
  const t = useAuthMessages();
  const enter = useEnter();
  const form = useForm({ initialValues: { name: "", password: "" } });
  const { busy, problem, submit } = useProblemForm(form);
  const { name, password } = form.values;
  const ready = invitation.has_account || (name.trim() !== "" && passwordReady(password));
  const send = () =>
    submit(async () => {
      const answer = invitation.has_account ? {} : { name: name.trim(), password };
      const accepted = await acceptInvitation(token, answer);
      enter(
        accepted.signed_in ? `/w/${accepted.workspace_slug}` : `/login?next=/w/${accepted.workspace_slug}`,
      );
    });
  return (
    <form className={classes.form} onSubmit={form.onSubmit(() => void send())}>
      {invitation.has_account ? (
        <p className={classes.lead}>{t("invitation.existing")}</p>
      ) : (
        <>
          <TextInput label={t("field.name")} autoComplete="name" autoFocus {...form.getInputProps("name")} />
          <NewPasswordInput
            value={password}
            onChange={(value) => form.setFieldValue("password", value)}
            error={form.errors.password as string | undefined}
          />
        </>
      )}
      <FormProblem problem={problem} />
      <Button type="submit" loading={busy} disabled={!ready}>
        {t("invitation.submit")}
      </Button>
    </form>
  );
}

/** Accepts an invitation: name and password, then into the workspace. */
export default function InvitationPage() {
  const t = useAuthMessages();
  const token = useRouteParam("token");
  const query = useQuery({
    queryKey: ["invitation-link", token],
    queryFn: () => readInvitation(token),
    retry: false,
  });
  if (query.isPending) {
    return (
      <AuthLayout title="Sillage">
        <Skeleton height={14} width="70%" />
        <Skeleton height={32} radius="sm" />
        <Skeleton height={32} radius="sm" />
      </AuthLayout>
    );
  }
  if (query.error && asProblem(query.error).outcomeUnknown) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!query.data) {
    return (
      <AuthLayout title={t("invitation.deadTitle")} lead={t("invitation.dead")}>
        <Link to="/login" className={classes.link}>
          {t("invitation.toLogin")}
        </Link>
      </AuthLayout>
    );
  }
  const { workspace_name: workspace, invited_by: name, email, role_name: role } = query.data;
  return (
    <AuthLayout
      title={t("invitation.title", { workspace })}
      lead={t("invitation.lead", { name, email, role })}
    >
      <AcceptForm token={token} invitation={query.data} />
    </AuthLayout>
  );
}
