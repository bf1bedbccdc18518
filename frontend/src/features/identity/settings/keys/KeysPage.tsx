import { Button, Skeleton } from "@mantine/core";
import { IconCheck, IconCircleOff, IconClockOff, IconKey, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useUrlState } from "../../../../lib/address";
import { useFormat } from "../../../../lib/format";
import type { Icon } from "../../../../lib/manifest";
import { ConfirmDialog } from "../../../../ui/ConfirmDialog";
import { EmptyState } from "../../../../ui/EmptyState";
import { ErrorState } from "../../../../ui/ErrorState";
import { StateText, type Tone } from "../../../../ui/Tag";
import { ToggleChip } from "../../../../ui/table/FilterBar";
import { notifyDone } from "../../../../ui/toasts";
import { RelativeDate } from "../../../../ui/values";
import { useSettingsMessages } from "../messages";
import { type ApiKey, apiKeysQuery, catalogueQuery, revokeApiKey } from "../queries";
import { SettingsPage } from "../SettingsPage";
import settings from "../settings.module.css";
import { KeyDialog } from "./KeyDialog";
import classes from "./keys.module.css";

const LOOKS: Record<ApiKey["status"], { tone: Tone; icon: Icon }> = {
  active: { tone: "green", icon: IconCheck },
  expired: { tone: "orange", icon: IconClockOff },
  revoked: { tone: "neutral", icon: IconCircleOff },
};

function usePermissionLabels(): Map<string, string> {
  const catalogue = useQuery(catalogueQuery(useFormat().language)).data;
  return new Map([
    ...(catalogue?.others.map((each) => [each.permission, each.label] as const) ?? []),
    ...(catalogue?.objects.flatMap((object) =>
      object.verbs.map((verb) => [verb.permission, `${verb.label} : ${object.label}`] as const),
    ) ?? []),
  ]);
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: (key: ApiKey) => void }) {
  const t = useSettingsMessages();
  const labels = usePermissionLabels();
  const look = LOOKS[apiKey.status];
  const all = apiKey.permissions.map((name) => labels.get(name) ?? name).join("\n");
  return (
    <tr data-ended={apiKey.status !== "active" || undefined}>
      <th scope="row">
        <span className={settings.personText}>
          <span className={`${settings.personName} truncate`}>{apiKey.name}</span>
          <span className={settings.quiet}>
            <code className={classes.prefix}>{apiKey.prefix}…</code> {apiKey.member_name}
          </span>
        </span>
      </th>
      <td data-full>
        <span title={all} className={classes.scopes}>
          {t("keys.scopesCount", { count: apiKey.permissions.length })}
        </span>
      </td>
      <td data-full>
        {apiKey.last_used_at ? <RelativeDate value={apiKey.last_used_at} /> : t("common.never")}
      </td>
      <td>
        <RelativeDate value={apiKey.expires_at} distance />
      </td>
      <td>
        <StateText tone={look.tone} icon={look.icon}>
          {t(`keys.${apiKey.status}`)}
        </StateText>
      </td>
      <td data-align="right">
        {apiKey.status === "active" ? (
          <Button
            variant="default"
            size="xs"
            aria-label={`${t("keys.revoke")}, ${apiKey.name}`}
            onClick={() => onRevoke(apiKey)}
          >
            {t("keys.revoke")}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function Table({ keys, onRevoke }: { keys: ApiKey[] | undefined; onRevoke: (key: ApiKey) => void }) {
  const t = useSettingsMessages();
  return (
    <div className={settings.scroll}>
      <table className={`${settings.table} ${classes.table}`} aria-busy={!keys || undefined}>
        <thead>
          <tr>
            <th scope="col">{t("keys.name")}</th>
            <th scope="col">{t("keys.scopes")}</th>
            <th scope="col">{t("keys.used")}</th>
            <th scope="col">{t("keys.expires")}</th>
            <th scope="col">{t("keys.status")}</th>
            <th scope="col">
              <span className="visually-hidden">{t("common.actions", { name: "" })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys?.map((key) => <KeyRow key={key.id} apiKey={key} onRevoke={onRevoke} />) ??
            [120, 150].map((width) => (
              <tr key={width} aria-hidden="true">
                <td colSpan={6}>
                  <Skeleton height={10} width={width * 3} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

/** Keys by which programs act in a member's name. */
export default function KeysPage() {
  const t = useSettingsMessages();
  const queries = useQueryClient();
  const keys = useQuery(apiKeysQuery);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [{ ended }, setUrl] = useUrlState<{ ended: boolean }>({ ended: false });
  const over = keys.data?.filter((key) => key.status !== "active").length ?? 0;
  const shown = ended ? keys.data : keys.data?.filter((key) => key.status === "active");
  const create = (
    <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setCreating(true)}>
      {t("keys.create")}
    </Button>
  );
  const revoke = async () => {
    if (!revoking) return;
    await revokeApiKey(revoking.id);
    notifyDone(t("keys.revokedDone", { name: revoking.name }));
    await queries.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
  };
  const empty = shown?.length === 0;
  return (
    <SettingsPage wide title={t("keys.title")} hint={t("keys.hint")} actions={empty ? null : create}>
      {over > 0 ? (
        <div className={classes.filter}>
          <ToggleChip
            label={t("keys.ended")}
            count={over}
            on={ended}
            onChange={(on) => setUrl({ ended: on || (undefined as never) })}
          />
        </div>
      ) : null}
      {keys.isError && !keys.data ? (
        <ErrorState error={keys.error} title={t("keys.errorTitle")} onRetry={() => void keys.refetch()} />
      ) : empty ? (
        <EmptyState icon={IconKey} title={t("keys.empty")} text={t("keys.emptyText")} actions={create} />
      ) : (
        <Table keys={shown} onRevoke={setRevoking} />
      )}
      {creating ? <KeyDialog onClose={() => setCreating(false)} /> : null}
      <ConfirmDialog
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t("keys.revokeTitle", { name: revoking?.name })}
        text={t("keys.revokeText")}
        confirm={t("keys.revoke")}
        danger
        onConfirm={revoke}
      />
    </SettingsPage>
  );
}
