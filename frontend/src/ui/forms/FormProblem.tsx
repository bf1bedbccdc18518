import { IconAlertCircle } from "@tabler/icons-react";
import type { Problem } from "../../lib/problem";
import { problemText } from "../ErrorState";
import { useUiMessages } from "../messages";
import classes from "./forms.module.css";

/** What was refused as a whole, above the buttons of a form. */
export function FormProblem({ problem, text }: { problem: Problem | null; text?: string }) {
  const t = useUiMessages();
  if (!problem && !text) return null;
  const unplaced = problem?.fields.map((field) => field.message).join(" ");
  return (
    <p className={classes.problem} role="alert">
      <IconAlertCircle size={16} stroke={1.75} />
      <span>{text ?? (unplaced || (problem ? problemText(problem, t) : ""))}</span>
    </p>
  );
}
