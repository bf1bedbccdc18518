import { ActionIcon, Button, CopyButton, Skeleton, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCopy, IconHeartbeat, IconMailOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useGo } from "../../../../lib/address";
import { useFormat } from "../../../../lib/format";
import { useCan, useSession } from "../../../../lib/session";
import { ErrorState } from "../../../../ui/ErrorState";
import { StateText } from "../../../../ui/Tag";
import { useSettingsMessages } from "../messages";
import { type Installation, installationQuery, readinessQuery } from "../queries";
import { SettingsPage, SettingsSection } from "../SettingsPage";
import settings from "../settings.module.css";
import classes from "./installation.module.css";

const OLD_BACKUP_MS = 36 * 3_600_000;

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Command({ label, command }: { label: string; command: string }) {
  const t = useSettingsMessages();
  return (
    <div className={classes.command}>
      <span>{label}</span>
      <code>{command}</code>
      <CopyButton value={command}>
        {({ copied, copy }) => (
          <Tooltip label={t("installation.copyCommand")}>
            <ActionIcon onClick={copy} aria-label={`${t("installation.copyCommand")}, ${label}`}>
              {copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}

function Health() {
  const t = useSettingsMessages();
  const ready = useQuery(readinessQuery);
  if (ready.isPending) return <Skeleton height={10} width={96} />;
  return ready.data ? (
    <StateText tone="green" icon={IconHeartbeat}>
      {t("installation.healthy")}
    </StateText>
  ) : (
    <StateText tone="red" icon={IconAlertTriangle}>
      {t("installation.unhealthy")}
    </StateText>
  );
}

function Mail({ configured }: { configured: boolean }) {
  const t = useSettingsMessages();
  const go = useGo();
  const can = useCan();
  if (configured) {
    return (
      <StateText tone="green" icon={IconCheck}>
        {t("installation.mailOn")}
      </StateText>
    );
  }
  return (
    <span className={classes.mail}>
      <StateText tone="orange" icon={IconMailOff}>
        {t("installation.mailOff")}
      </StateText>
      {can("mail_outbox.see") ? (
        <Button variant="default" size="xs" onClick={() => go("/settings/outbox")}>
          {t("installation.seeOutbox")}
        </Button>
      ) : null}
    </span>
  );
}

function Backup({ backup }: { backup: Installation["last_backup"] }) {
  const t = useSettingsMessages();
  const format = useFormat();
  if (!backup) {
    return (
      <div className={settings.note} style={{ marginTop: 12 }}>
        <IconAlertTriangle size={16} stroke={1.75} />
        <div>
          <p className={settings.noteTitle}>{t("installation.noBackup")}</p>
          <p>{t("installation.noBackupText")}</p>
        </div>
      </div>
    );
  }
  const old = Date.now() - Date.parse(backup.finished_at) > OLD_BACKUP_MS;
  return (
    <dl className={classes.facts}>
      <Fact label={t("installation.lastBackup")}>
        {old ? (
          <StateText tone="orange" icon={IconAlertTriangle}>
            {format.dateTime(backup.finished_at)}, {t("installation.backupOld")}
          </StateText>
        ) : (
          <StateText tone="green" icon={IconCheck}>
            {format.dateTime(backup.finished_at)}
          </StateText>
        )}
      </Fact>
      <Fact label={t("installation.backupSize")}>
        <span className="tabular">{format.bytes(backup.size_bytes)}</span>
      </Fact>
      <Fact label={t("installation.backupName")}>
        <span className={classes.place}>{backup.name}</span>
      </Fact>
    </dl>
  );
}

/** Version, database, mail, backups and how to restore, for who runs this Sillage. */
export default function InstallationPage() {
  const t = useSettingsMessages();
  const state = useQuery(installationQuery);
  const slug = useSession().workspace?.slug ?? "";
  if (state.isError && !state.data) {
    return (
      <ErrorState
        error={state.error}
        title={t("installation.errorTitle")}
        onRetry={() => void state.refetch()}
      />
    );
  }
  const loading = <Skeleton height={10} width={120} />;
  return (
    <SettingsPage title={t("installation.title")} hint={t("installation.hint")}>
      <dl className={classes.facts}>
        <Fact label={t("installation.health")}>
          <Health />
        </Fact>
        <Fact label={t("installation.version")}>{state.data?.version ?? loading}</Fact>
        <Fact label={t("installation.database")}>
          {state.data ? `PostgreSQL ${state.data.database_version}` : loading}
        </Fact>
        <Fact label={t("installation.python")}>{state.data?.python_version ?? loading}</Fact>
        <Fact label={t("installation.mail")}>
          {state.data ? <Mail configured={state.data.mail_configured} /> : loading}
        </Fact>
      </dl>
      <SettingsSection title={t("installation.backup")}>
        {state.data ? (
          <Backup backup={state.data.last_backup} />
        ) : (
          <Skeleton height={96} radius="sm" mt={12} />
        )}
      </SettingsSection>
      <SettingsSection title={t("installation.commands")} hint={t("installation.commandsHint")}>
        <div className={classes.commands}>
          <Command label={t("installation.makeNow")} command="sillage backup" />
          <Command label={t("installation.restore")} command="sillage restore --replace" />
          <Command label={t("installation.restoreOne")} command={`sillage restore --workspace ${slug}`} />
          <Command label={t("installation.doctor")} command="sillage doctor" />
        </div>
      </SettingsSection>
    </SettingsPage>
  );
}
