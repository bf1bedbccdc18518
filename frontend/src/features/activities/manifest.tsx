import { IconHistory } from "@tabler/icons-react";
import type { FeatureManifest } from "../../lib/manifest";
import { activityMessages } from "./messages";

/** History and notes, shown on the page of every record. */
export const manifest: FeatureManifest = {
  name: "activities",
  messages: [activityMessages],
  sections: [
    {
      id: "history",
      label: { ns: "activities", key: "history" },
      icon: IconHistory,
      order: 10,
      place: "main",
      component: () => import("./timeline/HistorySection"),
    },
  ],
};
