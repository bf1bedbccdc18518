import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useGo, useRouteParam, useUrlState } from "../../../lib/address";
import { ErrorState } from "../../../ui/ErrorState";
import { CheckFooter, CheckStep } from "./CheckStep";
import { MappingFooter, MappingStep } from "./MappingStep";
import { useImportMessages } from "./messages";
import { importTitle } from "./objects";
import { type ImportDetails, importQuery } from "./queries";
import { RunStep } from "./RunStep";
import { type Step, shownStep, stepOf } from "./rules";
import { WizardFrame } from "./WizardFrame";
import wizard from "./wizard.module.css";

function openSteps(details: ImportDetails): Step[] {
  const furthest = stepOf(details.status);
  if (furthest === "run") return [];
  return furthest === "check" ? ["file", "mapping", "check"] : ["file", "mapping"];
}

function useSteps(details: ImportDetails) {
  const [{ step: asked }, setUrl] = useUrlState<{ step: string | undefined }>({ step: undefined });
  const go = useGo();
  const step = shownStep(details.status, asked);
  const toStep = (next: Step) => {
    if (next === "file") go("/imports/new", { object: details.object });
    else setUrl({ step: next === "mapping" ? "mapping" : undefined }, { push: true });
  };
  return { step, toStep };
}

function Wizard({ details }: { details: ImportDetails }) {
  const { step, toStep } = useSteps(details);
  const edit = (anchor?: string) => {
    toStep("mapping");
    if (anchor) setTimeout(() => document.getElementById(anchor)?.scrollIntoView({ block: "start" }), 50);
  };
  const footers: Partial<Record<Step, React.ReactNode>> = {
    mapping: <MappingFooter details={details} onChecked={() => toStep("check")} />,
    check: <CheckFooter details={details} onBack={() => edit()} />,
  };
  return (
    <WizardFrame
      title={importTitle(details.object)}
      file={{ name: details.file_name, rows: details.rows_total }}
      step={step}
      open={openSteps(details)}
      onStep={toStep}
      footer={footers[step]}
    >
      {step === "mapping" ? <MappingStep details={details} /> : null}
      {step === "check" ? <CheckStep details={details} onEdit={edit} /> : null}
      {step === "run" ? <RunStep details={details} /> : null}
    </WizardFrame>
  );
}

/** One import, at the step its state allows. */
export default function ImportPage() {
  const t = useImportMessages();
  const details = useQuery(importQuery(useRouteParam("importId")));
  if (details.isError && !details.data) {
    return (
      <ErrorState error={details.error} title={t("missingTitle")} onRetry={() => void details.refetch()} />
    );
  }
  if (!details.data) {
    return (
      <WizardFrame title={t("title")} step="mapping">
        <div className={wizard.wide}>
          <Skeleton height={320} radius="sm" />
        </div>
      </WizardFrame>
    );
  }
  return <Wizard details={details.data} />;
}
