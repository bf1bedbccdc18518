import { IconAlertCircle, IconCheck, IconCircleDashed, IconHourglassEmpty, IconX } from "@tabler/icons-react";
import type { Formatter } from "../../../lib/format";
import { useFormat } from "../../../lib/format";
import { StateText } from "../../../ui/Tag";
import { useDealMessages } from "../messages";
import classes from "./board/board.module.css";
import { type DealState, dealState, type StateSource } from "./dealState";

type Translate = ReturnType<typeof useDealMessages>;

/** The whole sentence behind the short state, for tooltips and screen readers. */
export function stateSentence(state: DealState, t: Translate, format: Formatter): string {
  switch (state.kind) {
    case "late":
      return t("state.lateLong", { count: state.days });
    case "asleep":
      return t("state.asleepLong", { count: state.days });
    case "undated":
      return t("state.undatedLong");
    case "date":
      return t("state.dateLong", { date: format.longDate(state.date) });
    case "won":
    case "lost":
      return state.date ? t(`state.${state.kind}Long`, { date: format.longDate(state.date) }) : "";
  }
}

function ShortState({ state }: { state: DealState }) {
  const t = useDealMessages();
  const format = useFormat();
  switch (state.kind) {
    case "late":
      return (
        <StateText tone="red" icon={IconAlertCircle}>
          {t("state.late", { count: state.days })}
        </StateText>
      );
    case "undated":
      return (
        <StateText tone="orange" icon={IconCircleDashed}>
          {t("state.undated")}
        </StateText>
      );
    case "asleep":
      return (
        <StateText tone="orange" icon={IconHourglassEmpty}>
          {t("state.asleep", { count: state.days })}
        </StateText>
      );
    case "date":
      return <span className={classes.date}>{format.relative(state.date)}</span>;
    case "won":
      return (
        <StateText tone="green" icon={IconCheck}>
          {state.date ? format.relative(state.date) : null}
        </StateText>
      );
    case "lost":
      return (
        <StateText tone="neutral" icon={IconX}>
          {state.date ? format.relative(state.date) : null}
        </StateText>
      );
  }
}

/** The one state of a deal, short; the sentence on hover. */
export function DealStateText({ deal }: { deal: StateSource }) {
  const t = useDealMessages();
  const format = useFormat();
  const state = dealState(deal, format.daysFromToday);
  return (
    // A board has hundreds of them: the browser's own tooltip costs nothing.
    <span className="tabular" title={stateSentence(state, t, format)}>
      <ShortState state={state} />
    </span>
  );
}
