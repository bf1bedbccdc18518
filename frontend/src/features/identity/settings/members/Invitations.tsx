import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconClock, IconClockOff, IconMail, IconX } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useGo } from "../../../../lib/address";
import { useFormat } from "../../../../lib/format";
import { useCan, useSession } from "../../../../lib/session";
import { StateText } from "../../../../ui/Tag";
import { notifyDone, notifyProblem } from "../../../../ui/toasts";
import { useSettingsMessages } from "../messages";
import { type Invitation, invitationsQuery, revokeInvitation, useTeamNames } from "../queries";
import { SettingsSection } from "../SettingsPage";
import settings from "../settings.module.css";

function InvitationRow({ invitation, onInvite }: { invitation: Invitation; onInvite: () => void }) {
  const t = useSettingsMessages();
  const format = useFormat();
  const go = useGo();
  const can = useCan();
  const queries = useQueryClient();
  const { mail_configured: mail } = useSession();
  const team = useTeamNames().get(invitation.team_id ?? "");
  const revoke = async () => {
    try {
      await revokeInvitation(invitation.id);
      notifyDone(t("invitations.revoked", { email: invitation.email }));
    } catch (error) {
      notifyProblem(error);
    }
    await queries.invalidateQueries({ queryKey: invitationsQuery.queryKey });
  };
  return (
    <tr>
      <th scope="row">
        <span className={settings.personText}>
          <span className={`${settings.personName} truncate`}>{invitation.email}</span>
          <span className={settings.quiet}>{t("invitations.by", { name: invitation.invited_by })}</span>
        </span>
      </th>
      <td>{[invitation.role_name, team].filter(Boolean).join(", ")}</td>
      <td data-full>
        {invitation.expired ? (
          <StateText tone="orange" icon={IconClockOff}>
            {t("invitations.expired")}
          </StateText>
        ) : (
          <StateText tone="neutral" icon={IconClock}>
            {t("invitations.until", { date: format.date(invitation.expires_at) })}
          </StateText>
        )}
      </td>
      <td data-align="right">
        <span className={settings.rowActions}>
          {!mail && !invitation.expired && can("mail_outbox.see") ? (
            <Button
              variant="subtle"
              size="xs"
              leftSection={<IconMail size={14} stroke={1.75} />}
              onClick={() => go("/settings/outbox", { to: invitation.email })}
            >
              {t("invitations.inOutbox")}
            </Button>
          ) : null}
          {invitation.expired ? (
            <Button variant="subtle" size="xs" onClick={onInvite}>
              {t("invitations.again")}
            </Button>
          ) : null}
          <Tooltip label={t("invitations.revoke")}>
            <ActionIcon
              aria-label={`${t("invitations.revoke")}, ${invitation.email}`}
              onClick={() => void revoke()}
            >
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </span>
      </td>
    </tr>
  );
}

/** Invitations that wait for an answer. */
export function Invitations({ onInvite }: { onInvite: () => void }) {
  const t = useSettingsMessages();
  const invitations = useQuery(invitationsQuery);
  if (!invitations.data?.length) return null;
  return (
    <SettingsSection title={t("invitations.title")} count={invitations.data.length}>
      <table className={`${settings.table} ${settings.stacked}`}>
        <tbody>
          {invitations.data.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} onInvite={onInvite} />
          ))}
        </tbody>
      </table>
    </SettingsSection>
  );
}
