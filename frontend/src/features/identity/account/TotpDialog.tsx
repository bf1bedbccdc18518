import { Button, Modal, Skeleton, Text, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { renderSVG } from "uqr";
import { ErrorState } from "../../../ui/ErrorState";
import { FormProblem } from "../../../ui/forms/FormProblem";
import auth from "../auth/auth.module.css";
import { useAuthStep } from "../auth/useRefusals";
import classes from "./account.module.css";
import { useAccountMessages } from "./messages";
import { activateTotp, startTotp } from "./queries";
import { useGuard } from "./Reauthentication";

interface Secret {
  secret: string;
  totp_url: string;
}

function useSecret() {
  const guard = useGuard();
  const [secret, setSecret] = useState<Secret | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    // "Missing" is the normal answer: no app is set up yet, and the answer carries the secret to do so.
    guard(startTotp)
      .then((result) => {
        if (result.kind === "missing") setSecret(result.meta as unknown as Secret);
        else setError(new Error(result.kind));
      })
      .catch(setError);
  }, [guard]);
  return { secret, error };
}

/** Sets up an authenticator app: QR code, key by hand, first code. */
export function TotpDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useAccountMessages();
  const guard = useGuard();
  const step = useAuthStep();
  const { secret, error } = useSecret();
  const [code, setCode] = useState("");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const result = await step.run(() => guard(() => activateTotp(code.replace(/\s/g, ""))));
    if (result?.kind === "done") onDone();
  };
  const image = secret
    ? `data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(secret.totp_url, { border: 0 }))}`
    : null;
  return (
    <Modal opened onClose={onClose} title={t("factors.enrolTitle")} size={520}>
      {error ? <ErrorState error={error} /> : null}
      {error ? null : (
        <form className={classes.enrol} onSubmit={(event) => void send(event)}>
          {image ? (
            <img className={classes.qr} src={image} alt={t("factors.qr")} />
          ) : (
            <Skeleton width={176} height={176} radius="md" />
          )}
          <div className="form-stack">
            <Text size="sm" c="var(--sl-text-2)">
              {t("factors.enrolScan")}
            </Text>
            <div>
              <Text size="xs" c="var(--sl-text-3)">
                {t("factors.enrolSecret")}
              </Text>
              <code className={classes.secret}>{secret?.secret.replace(/(.{4})(?=.)/g, "$1 ") ?? "…"}</code>
            </div>
            <TextInput
              className={auth.code}
              label={t("factors.enrolCode")}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={7}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              error={step.of("code")}
              data-autofocus
            />
            <FormProblem problem={null} text={step.besides("code")} />
            <Button type="submit" loading={step.busy} disabled={!/^\d{6}$/.test(code.replace(/\s/g, ""))}>
              {t("factors.enrolSubmit")}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
