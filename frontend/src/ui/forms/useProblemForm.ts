import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { asProblem, fieldErrors, type Problem } from "../../lib/problem";

export interface Submission {
  busy: boolean;
  /** What the server refused and no field shows. */
  problem: Problem | null;
  /** Wraps the submit handler: refused fields are marked and the first one takes the focus. */
  submit: (send: () => Promise<unknown>) => Promise<boolean>;
}

/** Puts the server's refusal (`fields[].path`) on the inputs of a Mantine form. */
export function useProblemForm<T extends Record<string, unknown>>(form: UseFormReturnType<T>): Submission {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (send: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    try {
      await send();
      return true;
    } catch (error) {
      const refused = asProblem(error);
      const errors = fieldErrors(refused);
      const known = Object.keys(errors).filter((path) => (path.split(".")[0] as string) in form.getValues());
      form.setErrors(Object.fromEntries(known.map((path) => [path, errors[path]])));
      const first = known[0];
      if (first) form.getInputNode(first)?.focus();
      if (known.length === 0) setProblem(refused);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, submit };
}
