import { Button, TextInput, UnstyledButton } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type FormEvent, useState } from "react";
import { currentLanguage } from "../../../lib/i18n";
import { checkSiren, formatSiren, sirenDigits } from "../../../lib/siren";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { useProblemForm } from "../../../ui/forms/useProblemForm";
import classes from "./auth.module.css";
import { useAuthMessages } from "./messages";
import { NewPasswordInput, passwordReady } from "./NewPasswordInput";
import { completeSetup } from "./queries";

export interface Company {
  company_name: string;
  siren: string;
}

interface CompanyStepProps {
  value: Company;
  onChange: (value: Company) => void;
  onNext: () => void;
}

/** Step 1: name and SIREN, whose key is checked as soon as the field is left. */
export function CompanyStep({ value, onChange, onNext }: CompanyStepProps) {
  const t = useAuthMessages();
  const [left, setLeft] = useState(false);
  const problem = value.siren === "" ? null : checkSiren(value.siren);
  const message =
    problem === null
      ? undefined
      : problem.code === "length"
        ? t("welcome.sirenLength", { count: problem.typed })
        : t("welcome.sirenChecksum");
  const next = (event: FormEvent) => {
    event.preventDefault();
    setLeft(true);
    if (!problem && value.company_name.trim()) onNext();
  };
  return (
    <form className={classes.form} onSubmit={next}>
      <TextInput
        label={t("welcome.company")}
        placeholder={t("welcome.companyExample")}
        autoComplete="organization"
        maxLength={120}
        value={value.company_name}
        onChange={(event) => onChange({ ...value, company_name: event.currentTarget.value })}
        autoFocus
      />
      <TextInput
        label={t("welcome.siren")}
        description={t("welcome.sirenHint")}
        inputWrapperOrder={["label", "input", "error", "description"]}
        inputMode="numeric"
        maxLength={14}
        value={formatSiren(value.siren)}
        onChange={(event) =>
          onChange({ ...value, siren: sirenDigits(event.currentTarget.value).slice(0, 9) })
        }
        onBlur={() => setLeft(true)}
        error={left || problem?.code === "checksum" ? message : undefined}
      />
      <Button type="submit" disabled={!value.company_name.trim()}>
        {t("welcome.next")}
      </Button>
    </form>
  );
}

interface AdminStepProps {
  company: Company;
  onBack: () => void;
  onDone: () => void;
}

/** Step 2: the first administrator; the workspace is created here. */
export function AdminStep({ company, onBack, onDone }: AdminStepProps) {
  const t = useAuthMessages();
  const form = useForm({ initialValues: { name: "", email: "", password: "" } });
  const { busy, problem, submit } = useProblemForm(form);
  const { name, email, password } = form.values;
  const send = () =>
    submit(async () => {
      const language = currentLanguage();
      await completeSetup({
        company: { name: company.company_name.trim(), siren: company.siren || null, language },
        administrator: { name: name.trim(), email: email.trim(), password, language },
      });
      onDone();
    });
  return (
    <form className={classes.form} onSubmit={form.onSubmit(() => void send())}>
      <TextInput label={t("field.name")} autoComplete="name" autoFocus {...form.getInputProps("name")} />
      <TextInput
        label={t("field.email")}
        type="email"
        autoComplete="username"
        {...form.getInputProps("email")}
      />
      <NewPasswordInput
        value={password}
        onChange={(value) => form.setFieldValue("password", value)}
        error={form.errors.password as string | undefined}
      />
      <FormProblem problem={problem} />
      <Button
        type="submit"
        loading={busy}
        disabled={!name.trim() || !email.includes("@") || !passwordReady(password)}
      >
        {t("welcome.create")}
      </Button>
      <div className={classes.links}>
        <UnstyledButton className={classes.link} onClick={onBack}>
          {t("welcome.back")}
        </UnstyledButton>
      </div>
    </form>
  );
}
