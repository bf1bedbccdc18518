import { Button, Checkbox, CopyButton, Modal, SegmentedControl, Skeleton, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle, IconCheck, IconCopy } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat } from "../../../../lib/format";
import { useSession } from "../../../../lib/session";
import { FormActions } from "../../../../ui/forms/FormActions";
import { FormProblem } from "../../../../ui/forms/FormProblem";
import { useProblemForm } from "../../../../ui/forms/useProblemForm";
import { useSettingsMessages } from "../messages";
import { apiKeysQuery, type Catalogue, catalogueQuery, createApiKey } from "../queries";
import settings from "../settings.module.css";
import classes from "./keys.module.css";

const DAY_MS = 86_400_000;

interface ChoiceProps {
  value: string[];
  onChange: (permissions: string[]) => void;
  error?: string;
}

/** Permissions the person holds, by kind of record; nobody hands out more than he has. */
function PermissionChoice({ value, onChange, error, catalogue }: ChoiceProps & { catalogue: Catalogue }) {
  const t = useSettingsMessages();
  const { permissions } = useSession();
  const held = (name: string) => name in permissions;
  const toggle = (names: string[], on: boolean) =>
    onChange(on ? [...new Set([...value, ...names])] : value.filter((name) => !names.includes(name)));
  const others = catalogue.others.filter((each) => held(each.permission));
  return (
    <fieldset className={classes.choice} aria-invalid={error ? true : undefined}>
      <legend className={classes.legend}>{t("keys.permissions")}</legend>
      {catalogue.objects.map((object) => {
        const verbs = object.verbs.filter((verb) => held(verb.permission));
        const names = verbs.map((verb) => verb.permission);
        const on = names.filter((name) => value.includes(name)).length;
        return verbs.length === 0 ? null : (
          <div key={object.name} className={classes.object}>
            <Checkbox
              label={object.label}
              aria-label={t("keys.allOf", { object: object.label })}
              checked={on === names.length}
              indeterminate={on > 0 && on < names.length}
              onChange={(event) => toggle(names, event.currentTarget.checked)}
              className={classes.objectName}
            />
            <div className={classes.verbs}>
              {verbs.map((verb) => (
                <Checkbox
                  key={verb.permission}
                  label={verb.label}
                  aria-label={`${verb.label} : ${object.label}`}
                  checked={value.includes(verb.permission)}
                  onChange={(event) => toggle([verb.permission], event.currentTarget.checked)}
                />
              ))}
            </div>
          </div>
        );
      })}
      {others.length > 0 ? (
        <div className={classes.object}>
          <span className={classes.objectName}>{t("keys.others")}</span>
          <div className={classes.others}>
            {others.map((each) => (
              <Checkbox
                key={each.permission}
                label={each.label}
                checked={value.includes(each.permission)}
                onChange={(event) => toggle([each.permission], event.currentTarget.checked)}
              />
            ))}
          </div>
        </div>
      ) : null}
      {error ? <p className={classes.error}>{error}</p> : null}
    </fieldset>
  );
}

function Secret({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  const t = useSettingsMessages();
  if (!secret) {
    return (
      <div className={settings.form}>
        <p className={settings.note}>
          <IconAlertTriangle size={16} stroke={1.75} />
          {t("keys.lost")}
        </p>
        <Button onClick={onClose}>{t("keys.stored")}</Button>
      </div>
    );
  }
  return (
    <div className={settings.form}>
      <p className={settings.hint}>{t("keys.shownOnceText")}</p>
      <div className={classes.secret}>
        <TextInput
          readOnly
          className={classes.secretText}
          aria-label={t("keys.secret")}
          value={secret}
          onFocus={(event) => event.currentTarget.select()}
          data-autofocus
        />
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              onClick={copy}
              leftSection={
                copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />
              }
            >
              {t(copied ? "keys.copied" : "keys.copy")}
            </Button>
          )}
        </CopyButton>
      </div>
      <Button onClick={onClose} style={{ alignSelf: "flex-start" }}>
        {t("keys.stored")}
      </Button>
    </div>
  );
}

/** Makes a key, then shows its secret once. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const t = useSettingsMessages();
  const queries = useQueryClient();
  const catalogue = useQuery(catalogueQuery(useFormat().language)).data;
  const [made, setMade] = useState<{ secret: string | null } | null>(null);
  const form = useForm({
    initialValues: { name: "", permissions: [] as string[], days: "90" },
    validate: { permissions: (value) => (value.length > 0 ? null : t("keys.pick")) },
  });
  const submission = useProblemForm(form);
  const save = form.onSubmit(({ name, permissions, days }) =>
    submission.submit(async () => {
      // A little earlier than the limit, which the server counts from its own clock.
      const expires_at = new Date(Date.now() + Number(days) * DAY_MS - 60_000).toISOString();
      setMade(await createApiKey({ name, permissions, expires_at }));
      await queries.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
    }),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(made ? "keys.shownOnce" : "keys.createTitle")}
      size={640}
      // A click beside the dialog must not lose a secret that is shown once.
      closeOnClickOutside={!made}
      closeOnEscape={!made}
      withCloseButton={!made}
    >
      {made ? (
        <Secret secret={made.secret} onClose={onClose} />
      ) : (
        <form onSubmit={save} className={settings.form} noValidate>
          <TextInput
            label={t("keys.name")}
            description={t("keys.nameHint")}
            required
            maxLength={120}
            data-autofocus
            {...form.getInputProps("name")}
          />
          {catalogue ? (
            <PermissionChoice
              catalogue={catalogue}
              value={form.getValues().permissions}
              onChange={(permissions) => form.setFieldValue("permissions", permissions)}
              error={form.errors.permissions as string | undefined}
            />
          ) : (
            <Skeleton height={160} radius="sm" />
          )}
          <div>
            <p className={classes.legend} id="key-expiry">
              {t("keys.expiry")}
            </p>
            <SegmentedControl
              aria-labelledby="key-expiry"
              data={[
                { value: "30", label: t("keys.days30") },
                { value: "90", label: t("keys.days90") },
                { value: "365", label: t("keys.year") },
                { value: "730", label: t("keys.years2") },
              ]}
              {...form.getInputProps("days")}
            />
          </div>
          <FormProblem problem={submission.problem} />
          <FormActions
            submit={t("keys.submit")}
            busy={submission.busy}
            disabled={!form.getValues().name.trim()}
            onCancel={onClose}
          />
        </form>
      )}
    </Modal>
  );
}
