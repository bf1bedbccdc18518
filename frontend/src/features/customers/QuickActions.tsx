import { Button, Tooltip } from "@mantine/core";
import { IconBriefcase, IconMail, IconNote, IconPhone } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Icon } from "../../lib/manifest";
import { useCan } from "../../lib/session";
import { openCreate } from "../../lib/stores";
import classes from "./customers.module.css";
import { useCustomerMessages } from "./messages";

const QUICK = {
  root: classes.quickButton,
  inner: classes.quickInner,
  section: classes.quickIcon,
  label: classes.quickLabel,
};

interface QuickActionsProps {
  phone: string | null;
  email: string | null;
  /** What a deal created from here is linked to. */
  dealPreset: Record<string, string>;
  onNote: () => void;
}

function Reach({
  href,
  label,
  missing,
  icon: ReachIcon,
}: {
  href: string | null;
  label: string;
  missing: string;
  icon: Icon;
}) {
  const shared = {
    variant: "default",
    leftSection: <ReachIcon size={16} stroke={1.75} />,
    classNames: QUICK,
  } as const;
  if (href)
    return (
      <Button component="a" href={href} {...shared}>
        {label}
      </Button>
    );
  return (
    <Tooltip label={missing}>
      <Button {...shared} data-disabled aria-disabled onClick={(event) => event.preventDefault()}>
        {label}
      </Button>
    </Tooltip>
  );
}

/** Call, write, note, deal: what one does with a person or company. */
export function QuickActions({ phone, email, dealPreset, onNote }: QuickActionsProps): ReactNode {
  const t = useCustomerMessages();
  const can = useCan();
  return (
    <div className={classes.quick}>
      <Reach
        href={phone ? `tel:${phone}` : null}
        label={t("record.call")}
        missing={t("record.noPhone")}
        icon={IconPhone}
      />
      <Reach
        href={email ? `mailto:${email}` : null}
        label={t("record.write")}
        missing={t("record.noEmail")}
        icon={IconMail}
      />
      {can("note.create") ? (
        <Button
          variant="default"
          leftSection={<IconNote size={16} stroke={1.75} />}
          classNames={QUICK}
          onClick={onNote}
        >
          {t("record.note")}
        </Button>
      ) : null}
      {can("deal.create") ? (
        <Button
          variant="default"
          leftSection={<IconBriefcase size={16} stroke={1.75} />}
          classNames={QUICK}
          onClick={() => openCreate("deal", dealPreset)}
        >
          {t("record.deal")}
        </Button>
      ) : null}
    </div>
  );
}
