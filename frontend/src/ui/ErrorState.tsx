import { Button, CopyButton } from "@mantine/core";
import { IconLock, IconPlugConnectedX, IconQuestionMark } from "@tabler/icons-react";
import { asProblem, type Problem } from "../lib/problem";
import { MergedRedirect } from "./MergedRedirect";
import { useUiMessages } from "./messages";
import classes from "./states.module.css";

type Translate = ReturnType<typeof useUiMessages>;

/** What happened and what is kept, in words. */
export function problemText(problem: Problem, t: Translate): string {
  if (problem.code === "offline") return t("error.offline");
  if (problem.code === "unreachable") return t("error.unreachable");
  if (problem.code === "see_as") return t("error.seeAs");
  if (problem.status === 429) return problem.detail || t("error.tooMany");
  if (problem.status === 403) return problem.detail || t("error.forbidden");
  if (problem.status === 404) return problem.detail || t("error.notFound");
  if (problem.status >= 500) return t("error.server");
  return (problem.status > 0 && (problem.detail || problem.title)) || t("error.unexpected");
}

function problemTitle(problem: Problem, t: Translate): string {
  if (problem.code === "offline") return t("error.offlineTitle");
  if (problem.status === 403) return t("error.forbiddenTitle");
  if (problem.status === 404) return t("error.notFoundTitle");
  return t("error.title");
}

export interface ErrorStateProps {
  error: unknown;
  /** "Les deals ne se chargent pas" */
  title?: string;
  onRetry?: () => void;
}

/** Why a page or list is missing, what is kept, and what to do. */
export function ErrorState({ error, title, onRetry }: ErrorStateProps) {
  const t = useUiMessages();
  const problem = asProblem(error);
  const merged = problem.mergedInto;
  const refused = problem.status === 403 || problem.status === 404;
  const StateIcon =
    problem.status === 403 ? IconLock : problem.status === 404 ? IconQuestionMark : IconPlugConnectedX;
  const detail = [problem.code, problem.detail, problem.requestId].filter(Boolean).join(" · ");
  return (
    <div className={classes.state} role="alert">
      {merged ? <MergedRedirect object={merged.object} id={merged.id} /> : null}
      <span className={classes.tile} data-tone={refused ? "neutral" : "error"}>
        <StateIcon size={20} stroke={1.75} />
      </span>
      <h2 className={classes.title}>{(!refused && title) || problemTitle(problem, t)}</h2>
      <p className={classes.text}>{problemText(problem, t)}</p>
      {refused ? null : (
        <div className={classes.actions}>
          {onRetry ? <Button onClick={onRetry}>{t("action.retry")}</Button> : null}
          <CopyButton value={detail}>
            {({ copied, copy }) => (
              <Button variant="subtle" onClick={copy}>
                {copied ? t("action.copied") : t("action.copyDetail")}
              </Button>
            )}
          </CopyButton>
        </div>
      )}
      {problem.requestId ? (
        <p className={classes.reference}>{t("error.requestId", { id: problem.requestId })}</p>
      ) : null}
    </div>
  );
}
