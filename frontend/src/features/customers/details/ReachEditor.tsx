import { ActionIcon, Button, Modal, NativeSelect, Radio, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { asProblem } from "../../../lib/problem";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { useCustomerMessages } from "../messages";
import classes from "./details.module.css";

export interface Reach {
  value: string;
  kind: string;
  label: string | null;
  validity: "unknown" | "valid" | "invalid";
  primary: boolean;
}

interface ReachEditorProps {
  what: "emails" | "phones";
  kinds: readonly string[];
  entries: Reach[];
  onSave: (entries: Reach[]) => Promise<unknown>;
  onClose: () => void;
}

const VALIDITIES = ["unknown", "valid", "invalid"] as const;

/** Edits a list of e-mail addresses or telephone numbers; one is the primary one. */
export function ReachEditor({ what, kinds, entries, onSave, onClose }: ReachEditorProps) {
  const t = useCustomerMessages();
  const fresh = (primary: boolean): Reach => ({
    value: "",
    kind: kinds[0] as string,
    label: null,
    validity: "unknown",
    primary,
  });
  const [rows, setRows] = useState<(Reach & { key: number })[]>(() =>
    (entries.length ? entries : [fresh(true)]).map((entry, key) => ({ ...entry, key })),
  );
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ReturnType<typeof asProblem> | null>(null);
  const change = (key: number, part: Partial<Reach>) =>
    setRows((all) => all.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const name = t(what === "emails" ? "field.email" : "field.phone");
  const send = async () => {
    setBusy(true);
    try {
      await onSave(rows.filter((row) => row.value.trim()).map(({ key: _, ...row }) => row));
      onClose();
    } catch (error) {
      setRefused(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t(`details.${what}`)} size={560}>
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
              <legend className="visually-hidden">{`${name} ${place + 1}`}</legend>
              <div className={classes.fields}>
                <TextInput
                  className={classes.wide}
                  label={name}
                  type={what === "emails" ? "email" : "tel"}
                  value={row.value}
                  onChange={(event) => change(row.key, { value: event.currentTarget.value })}
                  data-autofocus={place === 0 || undefined}
                />
                <NativeSelect
                  label={t("details.kind")}
                  data={kinds.map((kind) => ({
                    value: kind,
                    label: t(`reachKind.${kind}` as "reachKind.work"),
                  }))}
                  value={row.kind}
                  onChange={(event) => change(row.key, { kind: event.currentTarget.value })}
                />
                <NativeSelect
                  label={t("details.validity")}
                  data={VALIDITIES.map((value) => ({ value, label: t(`validity.${value}`) }))}
                  value={row.validity}
                  onChange={(event) =>
                    change(row.key, { validity: event.currentTarget.value as Reach["validity"] })
                  }
                />
                <TextInput
                  label={t("details.label")}
                  value={row.label ?? ""}
                  maxLength={60}
                  onChange={(event) => change(row.key, { label: event.currentTarget.value || null })}
                />
                <Radio
                  className={classes.wide}
                  name="primary"
                  label={t("details.primary")}
                  checked={row.primary}
                  onChange={() =>
                    setRows((all) => all.map((each) => ({ ...each, primary: each.key === row.key })))
                  }
                />
              </div>
              <ActionIcon
                aria-label={t("details.remove", { name: row.value || name })}
                onClick={() => setRows((all) => all.filter((each) => each.key !== row.key))}
              >
                <IconTrash size={16} stroke={1.75} />
              </ActionIcon>
            </fieldset>
          ))}
          <Stack gap={12} align="stretch">
            <Button
              variant="subtle"
              leftSection={<IconPlus size={16} stroke={1.75} />}
              onClick={() => setRows((all) => [...all, { ...fresh(all.length === 0), key: Date.now() }])}
            >
              {t(what === "emails" ? "details.addEmail" : "details.addPhone")}
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
