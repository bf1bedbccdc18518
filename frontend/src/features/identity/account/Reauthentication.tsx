import { Button, Modal, PasswordInput, Text, TextInput } from "@mantine/core";
import {
  createContext,
  type FormEvent,
  type ReactNode,
  useCallback,
  useContext,
  useRef,
  useState,
} from "react";
import { FormProblem } from "../../../ui/forms/FormProblem";
import forms from "../../../ui/forms/forms.module.css";
import type { StepResult } from "../auth/allauth";
import { passkeysSupported, reauthenticateWithPasskey, wasGivenUp } from "../auth/passkeys";
import { useAuthStep } from "../auth/useRefusals";
import { useAccountMessages } from "./messages";
import { confirmPassword, confirmSecondFactor } from "./queries";

type Method = "password" | "code" | "passkey";
type Guard = <T>(step: () => Promise<StepResult<T>>) => Promise<StepResult<T>>;

// It may be asked from inside another dialog.
const ABOVE_DIALOGS = 300;

const GuardContext = createContext<Guard>((step) => step());

/** Runs a sensitive step; when the server wants a fresh proof of identity, asks for it and runs the step again. */
export const useGuard = () => useContext(GuardContext);

function ConfirmForm({ methods, onDone }: { methods: Method[]; onDone: () => void }) {
  const t = useAccountMessages();
  const step = useAuthStep();
  const [value, setValue] = useState("");
  const byCode = methods.includes("code");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const result = await step.run(() =>
      byCode ? confirmSecondFactor(value.trim()) : confirmPassword(value),
    );
    if (result?.kind === "done") onDone();
  };
  const tryPasskey = async () => {
    try {
      const result = await reauthenticateWithPasskey();
      if (result.kind === "done") onDone();
      else if (result.kind === "refused") step.refuse(result.refusals);
    } catch (error) {
      if (!wasGivenUp(error)) throw error;
    }
  };
  const field = {
    value,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setValue(event.currentTarget.value),
    error: step.of(byCode ? "code" : "password"),
    "data-autofocus": true,
  };
  return (
    <form onSubmit={(event) => void send(event)} className="form-stack">
      <Text size="sm" c="var(--sl-text-2)">
        {t("reauth.text")}
      </Text>
      {byCode ? (
        <TextInput label={t("reauth.code")} autoComplete="one-time-code" {...field} />
      ) : (
        <PasswordInput label={t("reauth.password")} autoComplete="current-password" {...field} />
      )}
      <FormProblem problem={null} text={step.besides("code", "password")} />
      <div className={forms.actions}>
        <Button type="submit" loading={step.busy} disabled={value === ""}>
          {t("reauth.submit")}
        </Button>
        {methods.includes("passkey") && passkeysSupported() ? (
          <Button variant="default" onClick={() => void tryPasskey()}>
            {t("reauth.passkey")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

/** Provides `useGuard` to the page and draws its dialog. */
export function ReauthenticationProvider({ children }: { children: ReactNode }) {
  const t = useAccountMessages();
  const [methods, setMethods] = useState<Method[] | null>(null);
  const answer = useRef<((proved: boolean) => void) | null>(null);
  const settle = useCallback((proved: boolean) => {
    setMethods(null);
    answer.current?.(proved);
    answer.current = null;
  }, []);
  const guard = useCallback<Guard>(async (step) => {
    const first = await step();
    if (first.kind !== "reauthenticate") return first;
    const proved = await new Promise<boolean>((resolve) => {
      answer.current = resolve;
      setMethods(first.methods);
    });
    return proved ? step() : first;
  }, []);
  return (
    <GuardContext.Provider value={guard}>
      {children}
      <Modal
        opened={methods !== null}
        onClose={() => settle(false)}
        title={t("reauth.title")}
        size={400}
        zIndex={ABOVE_DIALOGS}
      >
        {methods ? <ConfirmForm methods={methods} onDone={() => settle(true)} /> : null}
      </Modal>
    </GuardContext.Provider>
  );
}
