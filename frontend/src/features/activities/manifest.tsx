import { IconAt, IconHistory } from "@tabler/icons-react";
import type { FeatureManifest } from "../../lib/manifest";
import { activityMessages } from "./messages";

/** History, notes, calls, meetings and e-mails, shown on the page of every record; where one was mentioned. */
export const manifest: FeatureManifest = {
  name: "activities",
  messages: [activityMessages],
  routes: [
    {
      area: "workspace",
      path: "/mentions",
      page: () => import("./mentions/MentionsPage"),
      title: { ns: "activities", key: "mention.title" },
    },
  ],
  navigation: [
    {
      label: { ns: "activities", key: "mention.title" },
      icon: IconAt,
      path: "/mentions",
      order: 80,
      goKey: "m",
    },
  ],
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
