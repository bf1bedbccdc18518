import { IconCheck, IconMail, IconPhone } from "@tabler/icons-react";
import { memo } from "react";
import { useFormat } from "../../lib/format";
import type { GridRow } from "../../lib/grid/types";
import { Avatar } from "../Avatar";
import { useUiMessages } from "../messages";
import { Tag } from "../Tag";
import classes from "./Grid.module.css";
import type { ShownColumn } from "./types";

interface CellValueProps {
  row: GridRow;
  column: ShownColumn;
  avatar: "person" | "company" | "none";
  tagColours: ReadonlyMap<string, string>;
}

const asText = (value: unknown) => (value === null || value === undefined ? "" : String(value));
const asList = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(asText) : value === null || value === undefined ? [] : [asText(value)];

/** The text of a cell as people read it, for copies and titles. */
export function cellText(row: GridRow, column: ShownColumn): string {
  const label = row.labels[column.id];
  if (label !== undefined && label !== null) return Array.isArray(label) ? label.join(", ") : label;
  return asList(row.values[column.id]).join(", ");
}

function Named({ name, kind }: { name: string; kind: "person" | "company" }) {
  return (
    <span className={classes.named}>
      <Avatar name={name} kind={kind} size={20} />
      <span className="truncate">{name}</span>
    </span>
  );
}

/** A number to call or an address to write to, one click away when the row is pointed at. */
function Reachable({
  text,
  href,
  label,
  phone,
}: {
  text: string;
  href: string;
  label: string;
  phone: boolean;
}) {
  const ReachIcon = phone ? IconPhone : IconMail;
  return (
    <span className={classes.named}>
      <span className={phone ? "tabular truncate" : "truncate"}>{text}</span>
      <a href={href} className={classes.reach} tabIndex={-1} aria-label={label} data-reach>
        <ReachIcon size={14} stroke={1.75} />
      </a>
    </span>
  );
}

function Pills({ names, colours }: { names: string[]; colours?: (string | undefined)[] }) {
  return (
    <span className={classes.pills}>
      {names.map((name, index) => (
        <Tag key={name} dot={colours?.[index]}>
          {name}
        </Tag>
      ))}
    </span>
  );
}

function Moment({ value }: { value: string }) {
  const format = useFormat();
  const exact =
    value.length > 10 ? `${format.longDate(value)} ${format.time(value)}` : format.longDate(value);
  return (
    <time dateTime={value} className="tabular" title={exact}>
      {format.relative(value)}
    </time>
  );
}

/** A value of a row by the kind of its field. */
export const CellValue = memo(function CellValue({ row, column, avatar, tagColours }: CellValueProps) {
  const t = useUiMessages();
  const format = useFormat();
  const { field, id } = column;
  const value = row.values[id];
  const label = row.labels[id];
  if (column.isTitle) {
    return (
      <span className={classes.title}>
        {avatar === "none" ? null : <Avatar name={row.title} kind={avatar} />}
        <span className={`${classes.titleText} truncate`} data-open-record title={row.title}>
          {row.title}
        </span>
      </span>
    );
  }
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
    return null;
  const text = label === null || label === undefined ? asText(value) : asList(label).join(", ");
  switch (field.kind) {
    case "money": {
      const dot = id.lastIndexOf(".");
      const currency = row.values[dot < 0 ? "currency" : `${id.slice(0, dot)}.currency`];
      return (
        <span className="tabular">
          {format.money(asText(value), asText(currency) || "EUR", { decimals: "auto" })}
        </span>
      );
    }
    case "number":
      return <span className="tabular">{format.number(asText(value), 6)}</span>;
    case "percent":
      return <span className="tabular">{format.percent(Number(value))}</span>;
    case "date":
    case "datetime":
      return <Moment value={asText(value)} />;
    case "boolean":
      return value === true ? (
        <span className={classes.yes}>
          <IconCheck size={16} stroke={1.75} />
          {t("grid.yes")}
        </span>
      ) : (
        <span>{t("grid.no")}</span>
      );
    case "phone":
      return (
        <Reachable
          phone
          text={format.phone(text)}
          href={`tel:${text}`}
          label={t("grid.call", { name: row.title })}
        />
      );
    case "email":
      return (
        <Reachable
          phone={false}
          text={text}
          href={`mailto:${text}`}
          label={t("grid.write", { name: row.title })}
        />
      );
    case "member":
      return <Named name={text} kind="person" />;
    case "relation":
      if (Array.isArray(value))
        return (
          <span className="truncate" title={text}>
            {text}
          </span>
        );
      if (field.target === "organisation") return <Named name={text} kind="company" />;
      if (field.target === "contact") return <Named name={text} kind="person" />;
      return (
        <span className="truncate" title={text}>
          {text}
        </span>
      );
    case "choice":
      return <Tag>{text}</Tag>;
    case "multi_choice":
      return <Pills names={asList(label ?? value)} />;
    case "tags":
      return (
        <Pills names={asList(label ?? value)} colours={asList(value).map((each) => tagColours.get(each))} />
      );
    default:
      return (
        <span className="truncate" title={text.length > 24 ? text : undefined}>
          {text}
        </span>
      );
  }
});
