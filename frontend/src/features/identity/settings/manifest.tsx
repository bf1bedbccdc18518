import {
  IconBriefcase,
  IconKey,
  IconMail,
  IconServer,
  IconShieldLock,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { FeatureManifest } from "../../../lib/manifest";
import { settingsMessages } from "./messages";

const label = (key: string) => ({ ns: "settings", key: `menu.${key}` });

/** Settings of the workspace: who, which rights, keys, mail and the installation. */
export const manifest: FeatureManifest = {
  name: "identity.settings",
  messages: [settingsMessages],
  settings: [
    {
      path: "workspace",
      label: label("workspace"),
      group: "workspace",
      icon: IconBriefcase,
      order: 20,
      permission: "workspace.manage",
      page: () => import("./workspace/WorkspacePage"),
    },
    {
      path: "members",
      label: label("members"),
      group: "workspace",
      icon: IconUsers,
      order: 21,
      page: () => import("./members/MembersPage"),
    },
    {
      path: "teams",
      label: label("teams"),
      group: "workspace",
      icon: IconUsersGroup,
      order: 22,
      page: () => import("./teams/TeamsPage"),
    },
    {
      path: "roles",
      label: label("roles"),
      group: "workspace",
      icon: IconShieldLock,
      order: 23,
      page: () => import("./roles/RolesPage"),
    },
    {
      path: "api-keys",
      label: label("keys"),
      group: "workspace",
      icon: IconKey,
      order: 24,
      permission: "api_key.manage",
      page: () => import("./keys/KeysPage"),
    },
    {
      path: "outbox",
      label: label("outbox"),
      group: "installation",
      icon: IconMail,
      order: 80,
      permission: "mail_outbox.see",
      page: () => import("./outbox/OutboxPage"),
    },
    {
      path: "installation",
      label: label("installation"),
      group: "installation",
      icon: IconServer,
      order: 81,
      permission: "backup.see",
      page: () => import("./installation/InstallationPage"),
    },
  ],
};
