import { Select, Skeleton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat } from "../../../../lib/format";
import { ConfirmDialog } from "../../../../ui/ConfirmDialog";
import { ErrorState } from "../../../../ui/ErrorState";
import { notifyDone } from "../../../../ui/toasts";
import { useSettingsMessages } from "../messages";
import { deactivateMember, type Member, previewDeactivation, refreshPeople } from "../queries";
import classes from "./members.module.css";

interface DeactivateDialogProps {
  member: Member;
  colleagues: Member[];
  onClose: () => void;
}

/** Before somebody leaves: what he is responsible for, how many of each, and who takes over. */
export function DeactivateDialog({ member, colleagues, onClose }: DeactivateDialogProps) {
  const t = useSettingsMessages();
  const format = useFormat();
  const queries = useQueryClient();
  const [to, setTo] = useState<string | null>(null);
  const preview = useQuery({
    queryKey: ["member", member.id, "deactivation"],
    queryFn: () => previewDeactivation(member.id),
    staleTime: 0,
  });
  const others = colleagues.filter((colleague) => colleague.id !== member.id);
  const total = preview.data?.total ?? 0;
  const name = member.name;
  const confirm = async () => {
    const { handed_over: count } = await deactivateMember(member.id, to);
    const receiver = others.find((colleague) => colleague.id === to)?.name ?? "";
    notifyDone(
      count > 0 ? t("deactivate.doneMoved", { name, count, to: receiver }) : t("deactivate.done", { name }),
    );
    await refreshPeople(queries);
  };
  const content = preview.isError ? (
    <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
  ) : !preview.data ? (
    <Skeleton height={96} radius="sm" mt={16} />
  ) : (
    <>
      <p className={classes.leftTitle}>{t("deactivate.leaves")}</p>
      {total === 0 ? <p className={classes.none}>{t("deactivate.nothing")}</p> : null}
      <dl className={classes.left}>
        {preview.data.items
          .filter((item) => item.count > 0)
          .map((item) => (
            <div key={item.object} className={classes.leftLine}>
              <dt>{item.label}</dt>
              <dd className="tabular">{format.number(item.count)}</dd>
            </div>
          ))}
      </dl>
      <Select
        label={t("deactivate.to")}
        placeholder={t("deactivate.toPlaceholder")}
        description={total > 0 && !to ? t("deactivate.toNeeded") : undefined}
        withAsterisk={total > 0}
        searchable
        clearable
        data={others.map((colleague) => ({ value: colleague.id, label: colleague.name }))}
        value={to}
        onChange={setTo}
        mt={16}
      />
    </>
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("deactivate.title", { name })}
      text={t("deactivate.text")}
      preview={content}
      confirm={t("deactivate.confirm", { name })}
      danger
      disabled={!preview.data || (total > 0 && !to)}
      onConfirm={confirm}
    />
  );
}
