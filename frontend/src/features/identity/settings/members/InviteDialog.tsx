import { Button, CopyButton, Modal, Select, Textarea } from "@mantine/core";
import { IconCheck, IconCopy, IconMailOff } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useDraft } from "../../../../lib/drafts";
import { asProblem, type Problem } from "../../../../lib/problem";
import { useSession } from "../../../../lib/session";
import { FormActions } from "../../../../ui/forms/FormActions";
import { FormProblem } from "../../../../ui/forms/FormProblem";
import { useUiMessages } from "../../../../ui/messages";
import { notifyDone } from "../../../../ui/toasts";
import { useSettingsMessages } from "../messages";
import { createInvitations, type Invitation, invitationsQuery, rolesQuery, teamsQuery } from "../queries";
import settings from "../settings.module.css";
import { readEmails } from "./emails";
import classes from "./members.module.css";

const EMPTY = { text: "", role: null as string | null, team: null as string | null };

function Links({ invitations, onClose }: { invitations: Invitation[]; onClose: () => void }) {
  const t = useSettingsMessages();
  const ui = useUiMessages();
  const all = invitations.map((each) => `${each.email}\t${each.link}`).join("\n");
  return (
    <div className={settings.form}>
      <p className={settings.hint}>{t("invite.doneText")}</p>
      <ul className={classes.links}>
        {invitations.map((each) => (
          <li key={each.id} className={classes.link}>
            <span className="truncate">{each.email}</span>
            <CopyButton value={each.link ?? ""}>
              {({ copied, copy }) => (
                <Button
                  variant="default"
                  size="xs"
                  onClick={copy}
                  leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} stroke={1.75} />}
                >
                  {copied ? ui("action.copied") : t("invitations.copy")}
                </Button>
              )}
            </CopyButton>
          </li>
        ))}
      </ul>
      <div className={classes.linkActions}>
        <Button onClick={onClose}>{t("invite.finish")}</Button>
        {invitations.length > 1 ? (
          <CopyButton value={all}>
            {({ copied, copy }) => (
              <Button variant="subtle" onClick={copy}>
                {copied ? ui("action.copied") : t("invite.copyAll")}
              </Button>
            )}
          </CopyButton>
        ) : null}
      </div>
    </div>
  );
}

function useInvite(onSent: (made: Invitation[]) => void) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (emails: string[], role_id: string, team_id: string | null) => {
    setBusy(true);
    setProblem(null);
    try {
      const made = await createInvitations(emails.map((email) => ({ email, role_id, team_id })));
      void queries.invalidateQueries({ queryKey: invitationsQuery.queryKey });
      onSent(made);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, send };
}

/** A refusal names the address it is about, since several are sent together. */
function refusedAddresses(problem: Problem | null, emails: string[]): string | undefined {
  const said = problem?.fields.map((field) => {
    const index = Number(/invitations\.(\d+)\./.exec(field.path)?.[1]);
    const email = emails[index];
    return email ? `${email} : ${field.message}.` : field.message;
  });
  return said?.length ? said.join(" ") : undefined;
}

/** Invites several colleagues at once with one role and team. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useSettingsMessages();
  const { mail_configured: mail } = useSession();
  const roles = useQuery(rolesQuery).data ?? [];
  const teams = useQuery(teamsQuery).data ?? [];
  const { value, setValue, clear } = useDraft("invite", EMPTY);
  const [made, setMade] = useState<Invitation[] | null>(null);
  const { valid, wrong } = readEmails(value.text);
  const role = value.role ?? roles.find((each) => each.key === "sales")?.id ?? roles[0]?.id ?? null;
  const { busy, problem, send } = useInvite((items) => {
    clear();
    if (items.some((item) => item.link)) {
      setMade(items);
      return;
    }
    notifyDone(t("invite.sent", { count: items.length }));
    onClose();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (role && valid.length > 0) void send(valid, role, value.team);
  };
  return (
    <Modal opened onClose={onClose} title={t(made ? "invite.done" : "invite.title")} size={480}>
      {made ? (
        <Links invitations={made} onClose={onClose} />
      ) : (
        <form onSubmit={submit} className={settings.form}>
          <Textarea
            label={t("invite.emails")}
            description={t("invite.emailsHint")}
            placeholder={"claire@exemple.fr\nhugo@exemple.fr"}
            autosize
            minRows={3}
            maxRows={8}
            data-autofocus
            value={value.text}
            error={wrong.length > 0 ? t("invite.wrong", { list: wrong.join(", ") }) : undefined}
            onChange={(event) => setValue({ ...value, text: event.currentTarget.value })}
          />
          <div className={settings.formRow}>
            <Select
              label={t("invite.role")}
              data={roles.map((each) => ({ value: each.id, label: each.name }))}
              value={role}
              allowDeselect={false}
              onChange={(next) => setValue({ ...value, role: next })}
            />
            <Select
              label={t("invite.team")}
              placeholder={t("invite.noTeam")}
              data={teams.map((each) => ({ value: each.id, label: each.name }))}
              value={value.team}
              clearable
              onChange={(next) => setValue({ ...value, team: next })}
            />
          </div>
          {mail ? null : (
            <p className={classes.noMail}>
              <IconMailOff size={16} stroke={1.75} />
              {t("invite.noMail")}
            </p>
          )}
          <FormProblem problem={problem} text={refusedAddresses(problem, valid)} />
          <FormActions
            submit={t("invite.submit", { count: Math.max(1, valid.length) })}
            busy={busy}
            disabled={valid.length === 0 || wrong.length > 0 || !role}
            onCancel={onClose}
          />
        </form>
      )}
    </Modal>
  );
}
