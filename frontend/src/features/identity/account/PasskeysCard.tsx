import { ActionIcon, Button, Modal, Text, TextInput } from "@mantine/core";
import { IconFingerprint, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useFormat } from "../../../lib/format";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { notifyDone } from "../../../ui/toasts";
import { addPasskey, passkeysSupported, wasGivenUp } from "../auth/passkeys";
import classes from "./account.module.css";
import { useAccountMessages } from "./messages";
import { authenticatorsQuery, fromSeconds, type Passkey, removePasskey, useAuthenticators } from "./queries";
import { useGuard } from "./Reauthentication";
import { SettingsCard } from "./SettingsCard";

function AddDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useAccountMessages();
  const guard = useGuard();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      const result = await guard(() => addPasskey(name.trim()));
      if (result.kind === "done") onDone();
      else setProblem(t("passkeys.failed"));
    } catch (error) {
      setProblem(t(wasGivenUp(error) ? "passkeys.givenUp" : "passkeys.failed"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("passkeys.addTitle")} size={400}>
      <form className="form-stack" onSubmit={(event) => void send(event)}>
        <Text size="sm" c="var(--sl-text-2)">
          {t("passkeys.addText")}
        </Text>
        <TextInput
          label={t("passkeys.name")}
          placeholder={t("passkeys.nameExample")}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <FormProblem problem={null} text={problem} />
        <Button type="submit" loading={busy} disabled={!name.trim()}>
          {t("passkeys.add")}
        </Button>
      </form>
    </Modal>
  );
}

/** Passkeys of the account: list, add, remove. */
export function PasskeysCard() {
  const t = useAccountMessages();
  const format = useFormat();
  const guard = useGuard();
  const queries = useQueryClient();
  const { passkeys, query } = useAuthenticators();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: authenticatorsQuery.queryKey });
  const remove = async () => {
    if (!removing) return;
    const result = await guard(() => removePasskey(removing.id));
    if (result.kind === "done") notifyDone(t("passkeys.removed"));
    await refresh();
  };
  return (
    <SettingsCard
      title={t("passkeys.title")}
      lead={passkeysSupported() ? t("passkeys.lead") : t("passkeys.unsupported")}
      action={
        passkeysSupported() ? (
          <Button variant="default" onClick={() => setAdding(true)}>
            {t("passkeys.add")}
          </Button>
        ) : null
      }
    >
      {passkeys.length > 0 ? (
        <ul className={classes.list}>
          {passkeys.map((key) => (
            <li key={key.id} className={classes.item}>
              <IconFingerprint size={18} stroke={1.75} />
              <div className={classes.itemText}>
                <div className={classes.itemTitle}>{key.name}</div>
                <div className={classes.itemDetail}>
                  {key.last_used_at
                    ? t("passkeys.used", { date: format.relative(fromSeconds(key.last_used_at)) })
                    : t("passkeys.unused")}
                </div>
              </div>
              <ActionIcon
                onClick={() => setRemoving(key)}
                aria-label={t("passkeys.remove", { name: key.name })}
              >
                <IconTrash size={16} stroke={1.75} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      ) : query.isPending ? null : (
        <p className={classes.quiet}>{t("passkeys.empty")}</p>
      )}
      {adding ? (
        <AddDialog
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            notifyDone(t("passkeys.added"));
            void refresh();
          }}
        />
      ) : null}
      <ConfirmDialog
        opened={removing !== null}
        onClose={() => setRemoving(null)}
        title={t("passkeys.removeTitle", { name: removing?.name ?? "" })}
        text={t("passkeys.removeText")}
        confirm={t("passkeys.removeSubmit")}
        danger
        onConfirm={remove}
      />
    </SettingsCard>
  );
}
