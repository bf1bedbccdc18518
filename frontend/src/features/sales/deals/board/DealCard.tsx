import { useDraggable } from "@dnd-kit/react";
import { memo } from "react";
import { useFormat } from "../../../../lib/format";
import { Avatar } from "../../../../ui/Avatar";
import { useDealMessages } from "../../messages";
import { DealStateText } from "../DealStateText";
import classes from "./board.module.css";
import type { DealCardData } from "./queries";

/** Id of the hidden sentence that explains dragging with the keyboard. */
export const DRAG_HINT_ID = "board-drag-hint";

/** The three lines of a card: name; company; amount and the one state. */
export function CardContent({ card }: { card: DealCardData }) {
  const format = useFormat();
  return (
    <>
      <span className={`${classes.cardName} truncate`} title={card.name}>
        {card.name}
      </span>
      <span className={classes.cardCompany}>
        {card.organisation_name ? (
          <>
            <Avatar name={card.organisation_name} kind="company" size={16} />
            <span className="truncate">{card.organisation_name}</span>
          </>
        ) : null}
      </span>
      <span className={classes.cardFoot}>
        <span className={`${classes.cardAmount} tabular`}>
          {format.money(card.amount, card.currency, { decimals: "never" })}
        </span>
        <DealStateText deal={card} />
      </span>
    </>
  );
}

interface DealCardProps {
  card: DealCardData;
  open: boolean;
  draggable: boolean;
  /** It is being dragged: out of the flow until it lands. */
  away: boolean;
  onOpen: (id: string) => void;
  onHover: (id: string) => void;
}

/** A card: a button that opens the deal, and can be dragged by mouse, finger or Space. */
export const DealCard = memo(function DealCard(props: DealCardProps) {
  const { card, open, draggable, away, onOpen, onHover } = props;
  const t = useDealMessages();
  const { ref } = useDraggable({ id: card.id, disabled: !draggable });
  return (
    <li className={classes.item} data-drag-source={away || undefined}>
      <button
        ref={ref}
        type="button"
        className={classes.card}
        data-card={card.id}
        data-open={open || undefined}
        aria-roledescription={draggable ? t("board.draggable") : undefined}
        aria-describedby={draggable ? DRAG_HINT_ID : undefined}
        onClick={() => onOpen(card.id)}
        onPointerEnter={() => onHover(card.id)}
        onFocus={() => onHover(card.id)}
      >
        <CardContent card={card} />
      </button>
    </li>
  );
});
