import { Button } from "@mantine/core";
import { IconCheck, IconDeviceMobile, IconKey } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat } from "../../../lib/format";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { Tag } from "../../../ui/Tag";
import { notifyDone } from "../../../ui/toasts";
import classes from "./account.module.css";
import { useAccountMessages } from "./messages";
import {
  authenticatorsQuery,
  deactivateTotp,
  fromSeconds,
  readRecoveryCodes,
  renewRecoveryCodes,
  useAuthenticators,
} from "./queries";
import { useGuard } from "./Reauthentication";
import { RecoveryCodesDialog } from "./RecoveryCodesDialog";
import { SettingsCard } from "./SettingsCard";
import { TotpDialog } from "./TotpDialog";

/** Two-step verification: authenticator app and recovery codes. */
export function FactorsCard() {
  const t = useAccountMessages();
  const format = useFormat();
  const guard = useGuard();
  const queries = useQueryClient();
  const { query, totp, recovery } = useAuthenticators();
  const [dialog, setDialog] = useState<"enrol" | "disable" | "renew" | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: authenticatorsQuery.queryKey });
  const close = () => setDialog(null);

  const showCodes = async (renew = false) => {
    const result = await guard(renew ? renewRecoveryCodes : readRecoveryCodes);
    if (result.kind === "done") setCodes(result.data.unused_codes ?? []);
    await refresh();
  };
  const turnOff = async () => {
    const result = await guard(deactivateTotp);
    if (result.kind === "done") notifyDone(t("factors.disabled"));
    await refresh();
  };
  const enrolled = async () => {
    close();
    notifyDone(t("factors.enabled"));
    await refresh();
    await showCodes();
  };

  return (
    <SettingsCard
      title={t("factors.title")}
      lead={t(totp ? "factors.leadOn" : "factors.leadOff")}
      state={
        totp ? (
          <Tag tone="green" icon={IconCheck}>
            {t("factors.on")}
          </Tag>
        ) : query.isPending ? null : (
          <Tag>{t("factors.off")}</Tag>
        )
      }
      action={
        totp || query.isPending ? null : (
          <Button variant="default" onClick={() => setDialog("enrol")}>
            {t("factors.enable")}
          </Button>
        )
      }
    >
      {totp ? (
        <div className={classes.list}>
          <div className={classes.item}>
            <IconDeviceMobile size={18} stroke={1.75} />
            <div className={classes.itemText}>
              <div className={classes.itemTitle}>{t("factors.totp")}</div>
              <div className={classes.itemDetail}>
                {t("factors.totpSince", { date: format.longDate(fromSeconds(totp.created_at)) })}
              </div>
            </div>
            <Button variant="subtle" size="xs" onClick={() => setDialog("disable")}>
              {t("factors.disable")}
            </Button>
          </div>
          {recovery ? (
            <div className={classes.item}>
              <IconKey size={18} stroke={1.75} />
              <div className={classes.itemText}>
                <div className={classes.itemTitle}>{t("recovery.title")}</div>
                <div className={classes.itemDetail}>
                  {t("recovery.left", {
                    count: recovery.unused_code_count,
                    total: recovery.total_code_count,
                  })}
                </div>
              </div>
              <Button variant="subtle" size="xs" onClick={() => void showCodes()}>
                {t("recovery.show")}
              </Button>
              <Button variant="subtle" size="xs" onClick={() => setDialog("renew")}>
                {t("recovery.regenerate")}
              </Button>
            </div>
          ) : null}
        </div>
      ) : null}
      {dialog === "enrol" ? <TotpDialog onClose={close} onDone={() => void enrolled()} /> : null}
      <ConfirmDialog
        opened={dialog === "disable"}
        onClose={close}
        title={t("factors.disableTitle")}
        text={t("factors.disableText")}
        confirm={t("factors.disable")}
        danger
        onConfirm={turnOff}
      />
      <ConfirmDialog
        opened={dialog === "renew"}
        onClose={close}
        title={t("recovery.regenerateTitle")}
        text={t("recovery.regenerateText")}
        confirm={t("recovery.regenerate")}
        onConfirm={() => showCodes(true)}
      />
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />
    </SettingsCard>
  );
}
