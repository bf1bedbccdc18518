import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { AuthLayout } from "./AuthLayout";
import type { SecondFactor } from "./allauth";
import { LoginForm } from "./LoginForm";
import { useAuthMessages } from "./messages";
import { SecondFactorForm } from "./SecondFactorForm";
import { useEnter } from "./useEnter";

/** Sign-in: address and password, then the second step when the account has one. */
export default function LoginPage() {
  const t = useAuthMessages();
  const enter = useEnter();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const [factors, setFactors] = useState<SecondFactor[] | null>(null);
  const done = () => enter(next);
  if (factors) {
    return (
      <AuthLayout title={t("factor.title")}>
        <SecondFactorForm types={factors} onDone={done} onRestart={() => setFactors(null)} />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title={t("login.title")} lead={t("login.lead")}>
      <LoginForm onDone={done} onSecondFactor={setFactors} />
    </AuthLayout>
  );
}
