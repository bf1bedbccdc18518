import { IconDeviceFloppy } from "@tabler/icons-react";
import { useFormat } from "../../lib/format";
import { useUiMessages } from "../messages";
import classes from "./forms.module.css";

/** "Brouillon gardé à 14:06", under a form that uses `useDraft`. */
export function DraftNote({ savedAt }: { savedAt: string | null }) {
  const t = useUiMessages();
  const format = useFormat();
  return (
    <p className={classes.draft} role="status">
      {savedAt ? (
        <>
          <IconDeviceFloppy size={14} stroke={1.75} />
          {t("draft.kept", { time: format.time(savedAt) })}
        </>
      ) : null}
    </p>
  );
}
