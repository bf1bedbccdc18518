import { Button } from "@mantine/core";
import { useUiMessages } from "../messages";
import classes from "./forms.module.css";

interface FormActionsProps {
  /** A verb and its object: "Créer l'entreprise". */
  submit: string;
  busy: boolean;
  onCancel?: () => void;
  disabled?: boolean;
}

/** The one filled button of a form, and the way out. */
export function FormActions({ submit, busy, onCancel, disabled }: FormActionsProps) {
  const t = useUiMessages();
  return (
    <div className={classes.actions}>
      <Button type="submit" loading={busy} disabled={disabled}>
        {submit}
      </Button>
      {onCancel ? (
        <Button variant="subtle" onClick={onCancel}>
          {t("action.cancel")}
        </Button>
      ) : null}
    </div>
  );
}
