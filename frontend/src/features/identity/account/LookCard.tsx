import { Input, SegmentedControl } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type Density, type SessionUser, type Theme, updateMe, useSession } from "../../../lib/session";
import { notifyProblem } from "../../../ui/toasts";
import classes from "./account.module.css";
import { useAccountMessages } from "./messages";
import { SettingsCard } from "./SettingsCard";

/** Theme and density: they change at a click, nothing to save. */
export function LookCard() {
  const t = useAccountMessages();
  const { user } = useSession();
  const queries = useQueryClient();
  const save = (change: Partial<Pick<SessionUser, "theme" | "density">>) =>
    void updateMe(queries, change).catch((error) => notifyProblem(error));
  return (
    <SettingsCard title={t("look.title")}>
      <div className={classes.fields}>
        <Input.Wrapper label={t("look.theme")} labelElement="div">
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t("look.theme")}
            value={user.theme}
            onChange={(theme) => save({ theme: theme as Theme })}
            data={[
              { value: "auto", label: t("look.themeAuto") },
              { value: "light", label: t("look.themeLight") },
              { value: "dark", label: t("look.themeDark") },
            ]}
          />
        </Input.Wrapper>
        <Input.Wrapper label={t("look.density")} labelElement="div">
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t("look.density")}
            value={user.density}
            onChange={(density) => save({ density: density as Density })}
            data={[
              { value: "comfortable", label: t("look.comfortable") },
              { value: "compact", label: t("look.compact") },
            ]}
          />
        </Input.Wrapper>
      </div>
    </SettingsCard>
  );
}
