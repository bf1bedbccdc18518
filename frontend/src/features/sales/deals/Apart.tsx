import { Amount } from "../../../ui/values";
import { useDealMessages } from "../messages";
import classes from "./deals.module.css";

/** What no exchange rate converts, each currency by itself beside the total. */
export function Apart({ parts }: { parts: { currency: string; count: number; amount: string }[] }) {
  const t = useDealMessages();
  return parts.map((part) => (
    <span key={part.currency} className={classes.apart} title={t("apartHint", { count: part.count })}>
      + <Amount value={part.amount} currency={part.currency} decimals="never" />
    </span>
  ));
}
