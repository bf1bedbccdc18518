import { ActionIcon, Anchor, Tooltip } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useFormat } from "../../../lib/format";
import { Section } from "../../../ui/record/RecordHeader";
import { useCustomerMessages } from "../messages";
import type { Save } from "../useCustomerRecord";
import classes from "./details.module.css";
import { type Reach, ReachEditor } from "./ReachEditor";

export const CONTACT_EMAIL_KINDS = ["work", "personal", "other"] as const;
export const CONTACT_PHONE_KINDS = ["work", "direct", "mobile", "home", "fax", "other"] as const;
export const COMPANY_EMAIL_KINDS = ["general", "billing", "support", "other"] as const;
export const COMPANY_PHONE_KINDS = ["switchboard", "direct", "mobile", "billing", "fax", "other"] as const;

interface Reachable {
  emails: (Omit<Reach, "value"> & { address: string })[];
  phones: (Omit<Reach, "value"> & { number: string })[];
}

interface ReachSectionProps {
  record: Reachable;
  person?: boolean;
  canEdit: boolean;
  save: Save;
}

/** Every e-mail address and telephone number of a record; the primary ones are also facts above. */
export function ReachSection({ record, person = false, canEdit, save }: ReachSectionProps) {
  const t = useCustomerMessages();
  const format = useFormat();
  const [editing, setEditing] = useState<"emails" | "phones" | null>(null);
  const lists = {
    emails: record.emails.map(({ address, ...rest }) => ({ ...rest, value: address })),
    phones: record.phones.map(({ number, ...rest }) => ({ ...rest, value: number })),
  };
  const kinds = {
    emails: person ? CONTACT_EMAIL_KINDS : COMPANY_EMAIL_KINDS,
    phones: person ? CONTACT_PHONE_KINDS : COMPANY_PHONE_KINDS,
  };
  const store = (what: "emails" | "phones") => (entries: Reach[]) =>
    save(
      {
        [what]: entries.map(({ value, ...rest }) => ({
          ...rest,
          [what === "emails" ? "address" : "number"]: value,
        })),
      },
      { label: t(`details.${what}`), show: (value) => (value as Reach[]).length },
    );
  return (
    <>
      {(["emails", "phones"] as const).map((what) => (
        <Section
          key={what}
          title={t(`details.${what}`)}
          count={lists[what].length || undefined}
          action={
            canEdit ? (
              <Tooltip label={t(`details.edit_${what}`)}>
                <ActionIcon aria-label={t(`details.edit_${what}`)} onClick={() => setEditing(what)}>
                  <IconPencil size={16} stroke={1.75} />
                </ActionIcon>
              </Tooltip>
            ) : null
          }
        >
          {lists[what].length === 0 ? <p className={classes.mark}>{t(`details.no_${what}`)}</p> : null}
          <ul className={classes.lines}>
            {lists[what].map((each) => (
              <li key={`${each.value} ${each.kind}`} className={classes.line}>
                <Anchor
                  className={`${classes.value} tabular`}
                  fz="inherit"
                  href={`${what === "emails" ? "mailto" : "tel"}:${each.value}`}
                >
                  {what === "emails" ? each.value : format.phone(each.value)}
                </Anchor>
                <span className={classes.mark}>
                  {[
                    each.label ?? t(`reachKind.${each.kind}` as "reachKind.work"),
                    each.primary ? t("details.primary") : null,
                    each.validity === "valid" ? t("validity.valid") : null,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
                {each.validity === "invalid" ? (
                  <span className={classes.wrong}>{t("validity.invalid")}</span>
                ) : null}
              </li>
            ))}
          </ul>
        </Section>
      ))}
      {editing ? (
        <ReachEditor
          what={editing}
          kinds={kinds[editing]}
          entries={lists[editing]}
          onSave={store(editing)}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </>
  );
}
