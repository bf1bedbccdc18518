import { Tooltip, UnstyledButton } from "@mantine/core";
import { useFormat } from "../lib/format";
import classes from "./Tag.module.css";

interface AmountProps {
  /** Decimal string of the API ("48600.00"). */
  value: string | number | null;
  currency?: string;
  /** "HT" or "TTC", once per group. */
  tax?: string;
  /** `auto` drops ",00" in dense places. */
  decimals?: "auto" | "always" | "never";
  /** Opens the lines behind the figure; dotted underline. */
  onOpen?: () => void;
}

/** An amount in the person's language, never wrapped; opens its lines when `onOpen` is given. */
export function Amount({ value, currency = "EUR", tax, decimals = "auto", onOpen }: AmountProps) {
  const format = useFormat();
  if (value === null) return <span className={classes.tax}>–</span>;
  const text = format.money(value, currency, { decimals });
  return (
    <span className="tabular">
      {onOpen ? (
        <UnstyledButton className={classes.opens} fz="inherit" fw="inherit" lh="inherit" onClick={onOpen}>
          {text}
        </UnstyledButton>
      ) : (
        text
      )}
      {tax ? <span className={classes.tax}>{`\u00a0${tax}`}</span> : null}
    </span>
  );
}

/** A date as people say it, the exact one on hover. */
export function RelativeDate({ value, distance = false }: { value: string | null; distance?: boolean }) {
  const format = useFormat();
  if (!value) return <span className={classes.tax}>–</span>;
  const exact =
    value.length > 10 ? `${format.longDate(value)} ${format.time(value)}` : format.longDate(value);
  return (
    <Tooltip label={exact}>
      <time dateTime={value} className="tabular">
        {distance ? format.distance(value) : format.relative(value)}
      </time>
    </Tooltip>
  );
}
