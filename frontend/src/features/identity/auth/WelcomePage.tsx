import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { AuthLayout } from "./AuthLayout";
import classes from "./auth.module.css";
import { InviteStep } from "./InviteStep";
import { useAuthMessages } from "./messages";
import { readSetup } from "./queries";
import { useEnter } from "./useEnter";
import { AdminStep, CompanyStep } from "./WelcomeSteps";

function Steps({ index }: { index: number }) {
  const t = useAuthMessages();
  return (
    <div className={classes.steps}>
      <div className={classes.bars} aria-hidden="true">
        {[1, 2, 3].map((step) => (
          <span key={step} className={classes.bar} data-reached={step <= index || undefined} />
        ))}
      </div>
      {t("welcome.step", { index })}
    </div>
  );
}

/** First run of a fresh installation, in three steps: company, administrator, colleagues. */
export default function WelcomePage() {
  const t = useAuthMessages();
  const enter = useEnter();
  const [step, setStep] = useState<1 | 2 | 3>(1);
  const [company, setCompany] = useState({ company_name: "", siren: "" });
  const setup = useQuery({
    queryKey: ["setup"],
    queryFn: readSetup,
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (setup.data && !setup.data.needed && step === 1) return <Navigate to="/login" replace />;
  const above = <Steps index={step} />;
  if (step === 1) {
    return (
      <AuthLayout above={above} title={t("welcome.companyTitle")} lead={t("welcome.companyLead")}>
        <CompanyStep value={company} onChange={setCompany} onNext={() => setStep(2)} />
      </AuthLayout>
    );
  }
  if (step === 2) {
    return (
      <AuthLayout above={above} title={t("welcome.adminTitle")} lead={t("welcome.adminLead")}>
        <AdminStep company={company} onBack={() => setStep(1)} onDone={() => setStep(3)} />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout above={above} title={t("welcome.inviteTitle")} lead={t("welcome.inviteLead")}>
      <InviteStep onDone={() => enter("/")} />
    </AuthLayout>
  );
}
