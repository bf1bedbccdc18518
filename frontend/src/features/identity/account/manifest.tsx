import { IconUserCircle } from "@tabler/icons-react";
import type { FeatureManifest } from "../../../lib/manifest";

/** « Mon compte », in the settings of everybody. */
export const manifest: FeatureManifest = {
  name: "identity.account",
  messages: [{ namespace: "account", fr: () => import("./messages.fr"), en: () => import("./messages.en") }],
  settings: [
    {
      path: "account",
      label: { ns: "account", key: "nav" },
      group: "me",
      icon: IconUserCircle,
      order: 10,
      page: () => import("./AccountPage"),
    },
  ],
};
