import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useGo, usePanel } from "../../../lib/address";
import { Avatar } from "../../../ui/Avatar";
import { RecordPicker } from "../../../ui/forms/RecordPicker";
import { Section } from "../../../ui/record/RecordHeader";
import { notifyProblem } from "../../../ui/toasts";
import { useDealMessages } from "../messages";
import classes from "./deals.module.css";
import { contactReachQuery, createContactNamed, type DealContact, findContacts } from "./queries";
import type { LoadedDealRecord } from "./useDealRecord";

/** The people of a deal: opened, added, taken off. */
export function DealContacts({ record, inPanel }: { record: LoadedDealRecord; inPanel: boolean }) {
  const t = useDealMessages();
  const queries = useQueryClient();
  const go = useGo();
  const { open } = usePanel();
  const [adding, setAdding] = useState(false);
  const { deal, canEdit, save } = record;

  const write = (contacts: DealContact[]) =>
    save({ contacts: contacts.map(({ id, role }) => ({ id, role })) }, { label: t("record.contacts") }).catch(
      (error) => notifyProblem(error),
    );
  const add = (picked: { id: string; name: string } | null) => {
    setAdding(false);
    if (!picked || deal.contacts.some((contact) => contact.id === picked.id)) return;
    void write([...deal.contacts, { ...picked, role: null, job_title: null }]);
  };

  return (
    <Section
      title={t("record.contacts")}
      count={deal.contacts.length || undefined}
      action={
        canEdit ? (
          <Tooltip label={t("record.contactAdd")}>
            <ActionIcon onClick={() => setAdding(true)} aria-label={t("record.contactAdd")}>
              <IconPlus size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        ) : null
      }
    >
      {adding ? (
        <RecordPicker
          label={t("record.contactAdd")}
          hideLabel
          autoFocus
          kind="person"
          value={null}
          search={(text, signal) => findContacts(text, text ? null : deal.organisation_id, signal)}
          onCreate={(name) => createContactNamed(name, deal.organisation_id)}
          onChange={add}
          onLeave={() => setAdding(false)}
        />
      ) : null}
      {deal.contacts.length === 0 && !adding ? (
        <p className={classes.quiet}>{t("record.noContact")}</p>
      ) : (
        <ul className={classes.people}>
          {deal.contacts.map((contact) => (
            <li key={contact.id} className={classes.person}>
              <Avatar name={contact.name} size={28} />
              <UnstyledButton
                className={classes.personText}
                onPointerEnter={() => void queries.prefetchQuery(contactReachQuery(contact.id))}
                onClick={() => (inPanel ? go(`/contacts/${contact.id}`) : open("contact", contact.id))}
              >
                <span className={`${classes.personName} truncate`}>{contact.name}</span>
                {contact.job_title ? (
                  <span className={`${classes.personJob} truncate`}>{contact.job_title}</span>
                ) : null}
              </UnstyledButton>
              {canEdit ? (
                <ActionIcon
                  className={classes.personRemove}
                  onClick={() => void write(deal.contacts.filter((other) => other.id !== contact.id))}
                  aria-label={t("record.contactRemove", { name: contact.name })}
                >
                  <IconX size={16} stroke={1.75} />
                </ActionIcon>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
