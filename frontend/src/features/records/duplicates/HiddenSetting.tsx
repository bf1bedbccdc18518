import { NativeSelect } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { notifyDone, notifyProblem } from "../../../ui/toasts";
import { useDuplicateMessages } from "./messages";
import { type Hidden, saveSetting, settingQuery } from "./queries";

const CHOICES: Hidden[] = ["nothing", "exists", "owner"];

/** What the warning on create tells of similar records out of a person's reach; for administrators. */
export function HiddenSetting() {
  const t = useDuplicateMessages();
  const queries = useQueryClient();
  const { data } = useQuery(settingQuery);
  const choose = async (hidden: Hidden) => {
    try {
      await saveSetting(hidden);
      notifyDone(t("saved"));
    } catch (error) {
      notifyProblem(error);
    }
    await queries.invalidateQueries({ queryKey: ["duplicates", "settings"] });
  };
  if (!data) return null;
  return (
    <NativeSelect
      mt={24}
      maw={480}
      label={t("hiddenTitle")}
      description={t("hiddenHint")}
      value={data}
      onChange={(event) => void choose(event.currentTarget.value as Hidden)}
      data={CHOICES.map((value) => ({ value, label: t(`hiddenChoice.${value}`) }))}
    />
  );
}
