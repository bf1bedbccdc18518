import { PasswordInput } from "@mantine/core";
import { useState } from "react";
import { useAuthMessages } from "./messages";

const SHORTEST = 10;

/** Whether a new password is long enough to be sent; the server judges the rest. */
export function passwordReady(password: string): boolean {
  return password.length >= SHORTEST;
}

interface NewPasswordInputProps {
  label?: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  autoFocus?: boolean;
}

/** A new password, with the rule said before and counted after. */
export function NewPasswordInput({ label, value, onChange, error, autoFocus }: NewPasswordInputProps) {
  const t = useAuthMessages();
  const [left, setLeft] = useState(false);
  const short = left && value.length > 0 && !passwordReady(value);
  return (
    <PasswordInput
      label={label ?? t("field.password")}
      description={t("field.passwordHint")}
      autoComplete="new-password"
      name="new-password"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => setLeft(true)}
      error={error ?? (short ? t("field.passwordShort", { count: value.length }) : undefined)}
      inputWrapperOrder={["label", "input", "error", "description"]}
      autoFocus={autoFocus}
    />
  );
}
