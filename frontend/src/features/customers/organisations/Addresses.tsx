import { ActionIcon, Button, Modal, NativeSelect, Radio, Stack, TextInput, Tooltip } from "@mantine/core";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { asProblem } from "../../../lib/problem";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { Section } from "../../../ui/record/RecordHeader";
import classes from "../details/details.module.css";
import { useCustomerMessages } from "../messages";
import type { Organisation } from "./queries";
import type { LoadedOrganisation } from "./useOrganisationRecord";

type Address = Organisation["addresses"][number];
type Row = Omit<Address, "postal_lines" | "overlong" | "department"> & { key: number };

const KINDS = ["head_office", "billing", "delivery", "site", "other"] as const;
const LINES = [
  ["recipient", "details.recipient"],
  ["delivery_point", "details.deliveryPoint"],
  ["building", "details.building"],
  ["street", "details.street"],
  ["locality", "details.locality"],
  ["postal_code", "field.postalCode"],
  ["city", "field.city"],
  ["country", "details.country"],
] as const;

const fresh = (key: number, primary: boolean): Row => ({
  key,
  kind: "head_office",
  label: null,
  recipient: null,
  delivery_point: null,
  building: null,
  street: null,
  locality: null,
  postal_code: null,
  city: null,
  country: "FR",
  primary,
});

function Editor({ record, onClose }: { record: LoadedOrganisation; onClose: () => void }) {
  const t = useCustomerMessages();
  const [rows, setRows] = useState<Row[]>(() => {
    const known = record.organisation.addresses.map(
      ({ postal_lines: _, overlong: __, department: ___, ...rest }, key) => ({ ...rest, key }),
    );
    return known.length ? known : [fresh(0, true)];
  });
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ReturnType<typeof asProblem> | null>(null);
  const change = (key: number, part: Partial<Row>) =>
    setRows((all) => all.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const send = async () => {
    setBusy(true);
    try {
      await record.save(
        { addresses: rows.map(({ key: _, ...row }) => ({ ...row, country: row.country || "FR" })) },
        { label: t("details.addresses"), show: (value) => (value as Address[]).length },
      );
      onClose();
    } catch (error) {
      setRefused(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("details.addresses")} size={640}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div className={classes.rows}>
          {rows.map((row, place) => (
            <fieldset key={row.key} className={classes.row}>
              <legend className="visually-hidden">{`${t("field.address")} ${place + 1}`}</legend>
              <div className={classes.fields}>
                <NativeSelect
                  label={t("details.kind")}
                  data={KINDS.map((kind) => ({ value: kind, label: t(`addressKind.${kind}`) }))}
                  value={row.kind}
                  onChange={(event) => change(row.key, { kind: event.currentTarget.value as Row["kind"] })}
                />
                {LINES.map(([name, label]) => (
                  <TextInput
                    key={name}
                    label={t(label)}
                    value={row[name] ?? ""}
                    maxLength={name === "country" ? 2 : 120}
                    onChange={(event) => change(row.key, { [name]: event.currentTarget.value || null })}
                  />
                ))}
                <Radio
                  className={classes.wide}
                  name="primary"
                  label={t("details.primaryAddress")}
                  checked={row.primary}
                  onChange={() =>
                    setRows((all) => all.map((each) => ({ ...each, primary: each.key === row.key })))
                  }
                />
              </div>
              <ActionIcon
                aria-label={t("details.remove", { name: row.city || t("field.address") })}
                onClick={() => setRows((all) => all.filter((each) => each.key !== row.key))}
              >
                <IconTrash size={16} stroke={1.75} />
              </ActionIcon>
            </fieldset>
          ))}
          <Stack gap={12}>
            <Button
              variant="subtle"
              leftSection={<IconPlus size={16} stroke={1.75} />}
              onClick={() => setRows((all) => [...all, fresh(Date.now(), all.length === 0)])}
            >
              {t("details.addAddress")}
            </Button>
            <FormProblem problem={refused} />
            {refused?.fields.map((field) => (
              <p key={field.path} className={classes.wrong} role="alert">
                {field.message}
              </p>
            ))}
            <FormActions submit={t("details.save")} busy={busy} onCancel={onClose} />
          </Stack>
        </div>
      </form>
    </Modal>
  );
}

/** The postal addresses of an organisation, as an envelope shows them. */
export function Addresses({ record }: { record: LoadedOrganisation }) {
  const t = useCustomerMessages();
  const [editing, setEditing] = useState(false);
  const { addresses } = record.organisation;
  return (
    <Section
      title={t("details.addresses")}
      count={addresses.length || undefined}
      action={
        record.canEdit ? (
          <Tooltip label={t("details.editAddresses")}>
            <ActionIcon aria-label={t("details.editAddresses")} onClick={() => setEditing(true)}>
              <IconPencil size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        ) : null
      }
    >
      {addresses.length === 0 ? <p className={classes.mark}>{t("details.noAddress")}</p> : null}
      <ul className={classes.rows}>
        {addresses.map((address) => (
          <li key={[address.kind, ...address.postal_lines].join("|")} className={classes.block}>
            <span className={classes.mark}>
              {[
                address.label ?? t(`addressKind.${address.kind}`),
                address.primary ? t("details.primaryAddress") : null,
                address.department ? t("details.department", { code: address.department }) : null,
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
            <address className={classes.envelope}>
              {address.postal_lines.map((line) => (
                <div key={line}>{line}</div>
              ))}
            </address>
            {address.overlong.length ? <span className={classes.mark}>{t("details.overlong")}</span> : null}
          </li>
        ))}
      </ul>
      {editing ? <Editor record={record} onClose={() => setEditing(false)} /> : null}
    </Section>
  );
}
