import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconCheck, IconFileTypeCsv, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useGo } from "../../../lib/address";
import { useImportMessages } from "./messages";
import { STEPS, type Step } from "./rules";
import classes from "./wizard.module.css";

interface WizardFrameProps {
  title: string;
  file?: { name: string; rows: number };
  step: Step;
  /** Steps one may go back to. */
  open?: Step[];
  onStep?: (step: Step) => void;
  footer?: ReactNode;
  children: ReactNode;
}

function Steps({ step, open = [], onStep }: Pick<WizardFrameProps, "step" | "open" | "onStep">) {
  const t = useImportMessages();
  const current = STEPS.indexOf(step);
  return (
    <nav aria-label={t("steps.label")} className={classes.steps}>
      <ol>
        {STEPS.map((each, index) => {
          const state = index < current ? "done" : index === current ? "current" : "next";
          const content = (
            <>
              <span className={classes.disc} data-state={state}>
                {state === "done" ? <IconCheck size={14} stroke={2} /> : index + 1}
              </span>
              <span className={classes.stepName}>{t(`steps.${each}`)}</span>
              {state === "done" ? <span className="visually-hidden">{t("steps.done")}</span> : null}
            </>
          );
          return (
            <li
              key={each}
              className={classes.step}
              data-state={state}
              aria-current={state === "current" ? "step" : undefined}
            >
              {open.includes(each) && each !== step && onStep ? (
                <UnstyledButton className={classes.stepLink} onClick={() => onStep(each)}>
                  {content}
                </UnstyledButton>
              ) : (
                <span className={classes.stepLink}>{content}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** Head, steps and foot around one step of an import. */
export function WizardFrame({ title, file, step, open, onStep, footer, children }: WizardFrameProps) {
  const t = useImportMessages();
  const go = useGo();
  return (
    <div className={classes.frame}>
      <header className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {file ? (
          <p className={classes.file}>
            <IconFileTypeCsv size={16} stroke={1.75} />
            <span className="truncate" title={file.name}>
              {file.name}
            </span>
            <span className="tabular">{t("rows", { count: file.rows })}</span>
          </p>
        ) : null}
        <Tooltip label={t("close")}>
          <ActionIcon className={classes.close} aria-label={t("close")} onClick={() => go("/imports")}>
            <IconX size={18} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </header>
      <Steps step={step} open={open} onStep={onStep} />
      <div className={classes.body}>{children}</div>
      {footer ? <footer className={classes.footer}>{footer}</footer> : null}
    </div>
  );
}
