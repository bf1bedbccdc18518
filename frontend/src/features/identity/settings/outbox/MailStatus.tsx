import { IconAlertTriangle, IconCheck, IconClock, IconInbox, IconQuestionMark } from "@tabler/icons-react";
import type { Icon } from "../../../../lib/manifest";
import { StateText, type Tone } from "../../../../ui/Tag";
import { useSettingsMessages } from "../messages";
import type { OutboxMail } from "../queries";

const LOOKS: Record<OutboxMail["status"], { tone: Tone; icon: Icon }> = {
  kept: { tone: "orange", icon: IconInbox },
  queued: { tone: "neutral", icon: IconClock },
  sending: { tone: "neutral", icon: IconClock },
  sent: { tone: "green", icon: IconCheck },
  failed: { tone: "red", icon: IconAlertTriangle },
  unknown: { tone: "orange", icon: IconQuestionMark },
};

/** What became of a message. */
export function MailStatus({ status }: { status: OutboxMail["status"] }) {
  const t = useSettingsMessages();
  const look = LOOKS[status];
  return (
    <StateText tone={look.tone} icon={look.icon}>
      {t(`outbox.${status}`)}
    </StateText>
  );
}
