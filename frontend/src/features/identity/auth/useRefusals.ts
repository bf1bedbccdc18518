import { useState } from "react";
import { asProblem } from "../../../lib/problem";
import type { Refusal, StepResult } from "./allauth";
import { useAuthMessages } from "./messages";
import type fr from "./messages.fr";

type RefusalCode = keyof (typeof fr)["refusal"];
const KNOWN: ReadonlySet<string> = new Set<RefusalCode>([
  "email_password_mismatch",
  "too_many_login_attempts",
  "incorrect_code",
  "code_reused",
  "invalid_password_reset",
  "enter_current_password",
  "incorrect_password",
  "password_too_short",
  "password_too_common",
  "password_entirely_numeric",
  "password_too_similar",
  "inactive",
  "required",
  "conflict",
]);

/** Runs a sign-in step: busy while it runs, and the refusal in our words, or by field. */
export function useAuthStep() {
  const t = useAuthMessages();
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const say = ({ code, message }: Refusal) =>
    KNOWN.has(code) ? t(`refusal.${code as RefusalCode}`) : message || t("refusal.other");

  const run = async <T>(step: () => Promise<StepResult<T>>): Promise<StepResult<T> | null> => {
    setBusy(true);
    setRefusals([]);
    try {
      const result = await step();
      if (result.kind === "refused") setRefusals(result.refusals);
      return result;
    } catch (error) {
      const problem = asProblem(error);
      const message = problem.status === 429 ? t("refusal.tooMany") : problem.detail;
      setRefusals([{ code: problem.code, message, field: null }]);
      return null;
    } finally {
      setBusy(false);
    }
  };
  const of = (field: string) =>
    refusals
      .filter((refusal) => refusal.field === field)
      .map(say)
      .join(" ") || undefined;
  /** What belongs to none of the fields on screen. */
  const besides = (...fields: string[]) =>
    refusals
      .filter((refusal) => !fields.includes(refusal.field ?? ""))
      .map(say)
      .join(" ") || undefined;
  return { busy, run, of, besides, clear: () => setRefusals([]), refuse: setRefusals };
}
