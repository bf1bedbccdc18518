import { Tooltip } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { useSettingsMessages } from "../messages";
import classes from "./roles.module.css";
import { LEVELS, type Level, nextLevel, stepLevel } from "./rules";

/** Three bars filled as far as the permission reaches, and the word: never colour alone. */
export function ScopeMark({ level }: { level: Level }) {
  const t = useSettingsMessages();
  const rank = LEVELS.indexOf(level);
  return (
    <span className={classes.mark} data-level={level}>
      <span className={classes.bars} aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <span key={bar} data-on={bar <= rank || undefined} />
        ))}
      </span>
      {t(`scope.${level}`)}
    </span>
  );
}

interface ScopeCellProps {
  /** "Modifier : Deals" */
  label: string;
  level: Level;
  /** Absent when the role cannot be changed. */
  onChange?: (level: Level) => void;
  /** Level of the role it is compared with, when it differs. */
  compared?: { name: string; level: Level };
}

/** One cell of the matrix: a click goes to the next level, arrows and the keys 0 to 3 choose one. */
export function ScopeCell({ label, level, onChange, compared }: ScopeCellProps) {
  const t = useSettingsMessages();
  const differs = compared
    ? t("roles.differs", { name: compared.name, scope: t(`scope.${compared.level}Long`) })
    : undefined;
  const mark = (
    <>
      <ScopeMark level={level} />
      {differs ? (
        <>
          <span className={classes.dot} aria-hidden="true" />
          <span className="visually-hidden">{differs}</span>
        </>
      ) : null}
    </>
  );
  if (!onChange) {
    return (
      <Tooltip label={differs} disabled={!differs}>
        <span className={classes.cell}>{mark}</span>
      </Tooltip>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const direct = LEVELS[Number(event.key)];
    const moves: Record<string, Level> = {
      ArrowUp: stepLevel(level, 1),
      ArrowRight: stepLevel(level, 1),
      ArrowDown: stepLevel(level, -1),
      ArrowLeft: stepLevel(level, -1),
      Home: "none",
      End: "all",
      Enter: nextLevel(level),
      " ": nextLevel(level),
    };
    const next = /^[0-3]$/.test(event.key) ? direct : moves[event.key];
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (next !== level) onChange(next);
  };
  return (
    <Tooltip label={differs} disabled={!differs}>
      <span
        role="slider"
        tabIndex={0}
        className={classes.cell}
        data-editable
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={3}
        aria-valuenow={LEVELS.indexOf(level)}
        aria-valuetext={t(`scope.${level}Long`)}
        onClick={(event) => onChange(nextLevel(level, event.shiftKey ? -1 : 1))}
        onKeyDown={onKeyDown}
      >
        {mark}
      </span>
    </Tooltip>
  );
}
