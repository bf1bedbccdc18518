import { useUiMessages } from "../messages";
import { ViewTabs } from "../table/ViewTabs";
import classes from "./record.module.css";

/** The two sides of a record in a panel: what is known, what happened. */
export function PanelTabs({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useUiMessages();
  return (
    <div className={classes.panelTabs}>
      <ViewTabs
        label={t("record.tabs")}
        value={value === "activity" ? "activity" : "record"}
        onChange={onChange}
        tabs={[
          { id: "record", label: t("record.facts") },
          { id: "activity", label: t("record.activity") },
        ]}
      />
    </div>
  );
}
