import {
  IconArrowBackUp,
  IconBan,
  IconEqual,
  IconPencil,
  IconPlayerSkipForward,
  IconPlus,
} from "@tabler/icons-react";
import classes from "./check.module.css";
import { useImportMessages } from "./messages";
import type { Outcome } from "./queries";

/** Ends of a row in the order they are shown. */
export const OUTCOMES: Outcome[] = ["create", "update", "restore", "refuse", "identical", "skip"];
const ICONS = {
  create: IconPlus,
  update: IconPencil,
  restore: IconArrowBackUp,
  identical: IconEqual,
  skip: IconPlayerSkipForward,
  refuse: IconBan,
};
/** Ends most files do not have: shown once a row has it. */
export const RARE: Outcome[] = ["restore", "skip"];

/** The icon of what becomes of a row. */
export function OutcomeIcon({ outcome, size = 16 }: { outcome: Outcome; size?: number }) {
  const Mark = ICONS[outcome];
  return <Mark size={size} stroke={1.75} aria-hidden />;
}

/** What becomes of a row, as icon and word on a tint. */
export function OutcomePill({ outcome }: { outcome: Outcome }) {
  const t = useImportMessages();
  return (
    <span className={classes.pill} data-outcome={outcome}>
      <OutcomeIcon outcome={outcome} size={14} />
      {t(`check.${outcome}`)}
    </span>
  );
}
