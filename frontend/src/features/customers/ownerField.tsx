import { useMemberOptions } from "../../lib/members";
import { Avatar } from "../../ui/Avatar";
import type { EditableFactProps } from "../../ui/record/EditableFact";
import classes from "./customers.module.css";
import { useCustomerMessages } from "./messages";
import type { Save } from "./useCustomerRecord";

interface Owned {
  owner_id: string | null;
  owner_name: string | null;
}

/** The owner of a record, chosen among colleagues. */
export function useOwnerField(record: Owned, save: Save, canEdit: boolean): EditableFactProps {
  const t = useCustomerMessages();
  const members = useMemberOptions();
  return {
    label: t("field.owner"),
    value: record.owner_id ?? "",
    shown: record.owner_name ? (
      <span className={classes.named}>
        <Avatar name={record.owner_name} size={20} />
        <span className="truncate">{record.owner_name}</span>
      </span>
    ) : (
      t("record.unassigned")
    ),
    options: [
      { value: "", label: t("record.unassigned") },
      ...members.map((member) => ({ value: member.id, label: member.name })),
    ],
    editable: canEdit && members.length > 0,
    onSave: (value) => save({ owner_id: value || null }, { label: t("field.owner") }),
  };
}
