import { ActionIcon, Button, CopyButton, NativeSelect, Skeleton, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { useProblemForm } from "../../../ui/forms/useProblemForm";
import classes from "./auth.module.css";
import { readAddresses } from "./emails";
import { useAuthMessages } from "./messages";
import { type Invited, inviteColleagues, listRoles } from "./queries";

/** What was sent, or the links to pass on where no mail server is set up. */
function InvitedList({ invited, onDone }: { invited: Invited[]; onDone: () => void }) {
  const t = useAuthMessages();
  const byHand = invited.some((one) => one.link);
  return (
    <div className={classes.form}>
      <p className={classes.lead} role="status">
        {t(byHand ? "welcome.invitedByHand" : "welcome.invitedByMail")}
      </p>
      <ul className={classes.invited}>
        {invited.map(({ id, email, link }) => (
          <li key={id} className={classes.invitedLine}>
            <span className="truncate">{email}</span>
            {link ? (
              <CopyButton value={link}>
                {({ copied, copy }) => (
                  <ActionIcon onClick={copy} aria-label={t("welcome.copyLink", { email })}>
                    {copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
                  </ActionIcon>
                )}
              </CopyButton>
            ) : null}
          </li>
        ))}
      </ul>
      <Button className={classes.wide} onClick={onDone}>
        {t("welcome.enter")}
      </Button>
    </div>
  );
}

/** Step 3 of the welcome: colleagues, now or later. */
export function InviteStep({ onDone }: { onDone: () => void }) {
  const t = useAuthMessages();
  const form = useForm({ initialValues: { emails: "", role: "" } });
  const { busy, problem, submit } = useProblemForm(form);
  const roles = useQuery({ queryKey: ["role", "welcome"], queryFn: listRoles });
  const [invited, setInvited] = useState<Invited[] | null>(null);
  const { valid, invalid } = readAddresses(form.values.emails);
  // Most colleagues of a first administrator sell.
  const usual = roles.data?.find((role) => role.key === "sales") ?? roles.data?.[0];
  const role = form.values.role || usual?.id || "";
  const send = () => submit(async () => setInvited(await inviteColleagues(valid, role)));
  if (invited) return <InvitedList invited={invited} onDone={onDone} />;
  return (
    <form className={classes.form} onSubmit={form.onSubmit(() => void send())}>
      <Textarea
        label={t("welcome.emails")}
        description={t("welcome.emailsHint")}
        inputWrapperOrder={["label", "input", "error", "description"]}
        autosize
        minRows={3}
        maxRows={8}
        autoFocus
        {...form.getInputProps("emails")}
      />
      {roles.data ? (
        <NativeSelect
          label={t("welcome.role")}
          data={roles.data.map(({ id, name }) => ({ value: id, label: name }))}
          value={role}
          onChange={(event) => form.setFieldValue("role", event.currentTarget.value)}
        />
      ) : (
        <Skeleton height={56} radius="sm" visible={roles.isPending} />
      )}
      <FormProblem
        problem={problem}
        text={invalid.length > 0 ? t("welcome.emailsInvalid", { list: invalid.join(", ") }) : undefined}
      />
      <Button type="submit" loading={busy} disabled={valid.length === 0 || invalid.length > 0 || !role}>
        {t("welcome.invite", { count: Math.max(1, valid.length) })}
      </Button>
      <Button variant="subtle" className={classes.wide} onClick={onDone}>
        {t("welcome.skip")}
      </Button>
    </form>
  );
}
