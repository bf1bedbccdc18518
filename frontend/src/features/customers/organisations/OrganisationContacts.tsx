import { ActionIcon, Button, Tooltip, UnstyledButton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useGo, usePanel } from "../../../lib/address";
import { useCan } from "../../../lib/session";
import { openCreate } from "../../../lib/stores";
import { Avatar } from "../../../ui/Avatar";
import { Section } from "../../../ui/record/RecordHeader";
import { contactQuery } from "../contacts/queries";
import classes from "../customers.module.css";
import { useCustomerMessages } from "../messages";
import type { LoadedOrganisation } from "./useOrganisationRecord";

/** The people of an organisation. */
export function OrganisationContacts({ record }: { record: LoadedOrganisation }) {
  const t = useCustomerMessages();
  const can = useCan();
  const go = useGo();
  const queries = useQueryClient();
  const { panel, open } = usePanel();
  const { organisation, contacts } = record;
  if (!can("contact.see")) return null;
  const show = (id: string) => (panel ? go(`/contacts/${id}`) : open("contact", id));
  return (
    <Section
      title={t("record.contacts")}
      count={organisation.contacts_count || undefined}
      action={
        can("contact.create") ? (
          <Tooltip label={t("record.addContact")}>
            <ActionIcon
              onClick={() => openCreate("contact", { organisation_id: organisation.id })}
              aria-label={t("record.addContact")}
            >
              <IconPlus size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        ) : null
      }
    >
      {contacts?.items.length === 0 ? <p className={classes.quiet}>{t("record.noContact")}</p> : null}
      <ul className={classes.people}>
        {contacts?.items.map((contact) => (
          <li key={contact.id}>
            <UnstyledButton
              className={classes.person}
              onClick={() => show(contact.id)}
              onPointerEnter={() => void queries.prefetchQuery(contactQuery(contact.id))}
            >
              <Avatar name={contact.name} size={28} />
              <span className="truncate">
                <span className={`${classes.personName} truncate`}>{contact.name}</span>
                <span className={`${classes.personJob} truncate`}>
                  {[
                    contact.affiliation.role ?? (contact.affiliation.main ? contact.job_title : null),
                    contact.affiliation.ends_on ? t("details.former") : null,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {contacts?.next_cursor ? (
        <Button variant="subtle" size="xs" onClick={() => go("/contacts", { organisation: organisation.id })}>
          {t("record.allContacts")}
        </Button>
      ) : null}
    </Section>
  );
}
