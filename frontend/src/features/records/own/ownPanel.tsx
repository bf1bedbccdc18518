import { useQuery } from "@tanstack/react-query";
import type { PanelProps } from "../../../lib/manifest";
import { objectIcon } from "../../../lib/objectIcons";
import { useObjectInfo } from "../../../lib/objects";
import { useCan } from "../../../lib/session";
import { RecordSections } from "../../../ui/RecordSections";
import { PanelIdentity } from "../../../ui/record/RecordHeader";
import { SidePanel, SidePanelSkeleton } from "../../../ui/SidePanel";
import { recordQuery } from "../fields/queries";
import classes from "./own.module.css";

/** The panel of the records of one custom object. */
export function ownPanel(object: string) {
  return function OwnPanel({ id, onClose }: PanelProps) {
    const info = useObjectInfo(object);
    const record = useQuery(recordQuery(object, id)).data;
    const canEdit = useCan()(`${object}.edit`);
    if (!info || !record) return <SidePanelSkeleton onClose={onClose} />;
    const OwnIcon = objectIcon(info.icon);
    const shared = { object, id, canEdit };
    return (
      <SidePanel label={record.title} onClose={onClose} fullPage={`/o/${object}/${id}`}>
        <PanelIdentity
          lead={
            <span className={classes.lead}>
              <OwnIcon size={20} stroke={1.75} />
            </span>
          }
          title={record.title}
          subtitle={info.label}
        />
        <RecordSections place="head" {...shared} />
        <RecordSections {...shared} />
        <RecordSections place="main" {...shared} />
      </SidePanel>
    );
  };
}
