import { ActionIcon, Button, Modal, Radio, Stack, TextInput, Tooltip } from "@mantine/core";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useWorkspacePath } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { asProblem } from "../../../lib/problem";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { RecordPicker } from "../../../ui/forms/RecordPicker";
import { Section } from "../../../ui/record/RecordHeader";
import classes from "../details/details.module.css";
import { useCustomerMessages } from "../messages";
import { findOrganisations } from "../organisations/queries";
import type { Contact } from "./queries";
import type { LoadedContact } from "./useContactRecord";

type Place = Contact["affiliations"][number];
type Row = Omit<Place, "organisation_id"> & { organisation_id: string | null; key: number };

const NOTHING: Omit<Row, "key"> = {
  organisation_id: null,
  organisation_name: "",
  role: null,
  main: false,
  starts_on: null,
  ends_on: null,
};

function Editor({ record, onClose }: { record: LoadedContact; onClose: () => void }) {
  const t = useCustomerMessages();
  const [rows, setRows] = useState<Row[]>(() =>
    record.contact.affiliations.map((each, key) => ({ ...each, key })),
  );
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ReturnType<typeof asProblem> | null>(null);
  const change = (key: number, part: Partial<Row>) =>
    setRows((all) => all.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const send = async () => {
    setBusy(true);
    const affiliations = rows
      .filter((row) => row.organisation_id)
      .map(({ key: _, organisation_name: __, ...row }) => row);
    try {
      await record.save(
        { affiliations },
        { label: t("details.affiliations"), show: (value) => (value as Place[]).length },
      );
      onClose();
    } catch (error) {
      setRefused(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("details.affiliations")} size={560}>
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
              <legend className="visually-hidden">{`${t("field.organisation")} ${place + 1}`}</legend>
              <div className={classes.fields}>
                <div className={classes.wide}>
                  <RecordPicker
                    label={t("field.organisation")}
                    kind="company"
                    value={
                      row.organisation_id ? { id: row.organisation_id, name: row.organisation_name } : null
                    }
                    onChange={(value) =>
                      change(row.key, {
                        organisation_id: value?.id ?? null,
                        organisation_name: value?.name ?? "",
                      })
                    }
                    search={findOrganisations}
                  />
                </div>
                <TextInput
                  label={t("details.role")}
                  value={row.role ?? ""}
                  maxLength={120}
                  onChange={(event) => change(row.key, { role: event.currentTarget.value || null })}
                />
                <TextInput
                  label={t("details.since")}
                  type="date"
                  value={row.starts_on ?? ""}
                  onChange={(event) => change(row.key, { starts_on: event.currentTarget.value || null })}
                />
                <TextInput
                  label={t("details.until")}
                  type="date"
                  value={row.ends_on ?? ""}
                  onChange={(event) =>
                    change(row.key, {
                      ends_on: event.currentTarget.value || null,
                      main: row.main && !event.currentTarget.value,
                    })
                  }
                />
                <Radio
                  className={classes.wide}
                  name="main"
                  label={t("details.mainPlace")}
                  disabled={Boolean(row.ends_on)}
                  checked={row.main}
                  onChange={() =>
                    setRows((all) => all.map((each) => ({ ...each, main: each.key === row.key })))
                  }
                />
              </div>
              <ActionIcon
                aria-label={t("details.remove", { name: row.organisation_name || t("field.organisation") })}
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
              onClick={() =>
                setRows((all) => [
                  ...all,
                  { ...NOTHING, main: !all.some((each) => each.main), key: Date.now() },
                ])
              }
            >
              {t("details.addPlace")}
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

/** The organisations a contact belongs to or belonged to, with role and dates. */
export function Affiliations({ record }: { record: LoadedContact }) {
  const t = useCustomerMessages();
  const format = useFormat();
  const path = useWorkspacePath();
  const [editing, setEditing] = useState(false);
  const { affiliations } = record.contact;
  const period = (place: Place) =>
    [
      place.starts_on ? t("details.from", { date: format.date(place.starts_on) }) : null,
      place.ends_on ? t("details.to", { date: format.date(place.ends_on) }) : null,
    ]
      .filter(Boolean)
      .join(" ");
  return (
    <Section
      title={t("details.affiliations")}
      count={affiliations.length || undefined}
      action={
        record.canEdit ? (
          <Tooltip label={t("details.editPlaces")}>
            <ActionIcon aria-label={t("details.editPlaces")} onClick={() => setEditing(true)}>
              <IconPencil size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        ) : null
      }
    >
      {affiliations.length === 0 ? <p className={classes.mark}>{t("details.noPlace")}</p> : null}
      <ul className={classes.lines}>
        {affiliations.map((place) => (
          <li key={`${place.organisation_id} ${place.role} ${place.starts_on}`} className={classes.line}>
            <Link className={classes.value} to={path(`/organisations/${place.organisation_id}`)}>
              {place.organisation_name}
            </Link>
            <span className={classes.mark}>
              {[place.role, place.main ? t("details.mainPlace") : null, period(place)]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
      {editing ? <Editor record={record} onClose={() => setEditing(false)} /> : null}
    </Section>
  );
}
