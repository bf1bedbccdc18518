import { IconForms, IconLink, IconTag } from "@tabler/icons-react";
import type { FeatureManifest } from "../../../lib/manifest";
import { fieldMessages } from "./messages";

const label = (key: string) => ({ ns: "fields", key });

/** Tags, custom fields and custom objects. */
export const manifest: FeatureManifest = {
  name: "records.fields",
  messages: [fieldMessages],
  routes: [
    {
      area: "workspace",
      path: "/o/$object",
      page: () => import("../own/OwnListPage"),
      title: label("own.record"),
    },
    {
      area: "workspace",
      path: "/o/$object/$recordId",
      page: () => import("../own/OwnRecordPage"),
      title: label("own.record"),
    },
  ],
  settings: [
    {
      path: "fields",
      label: label("title"),
      group: "data",
      icon: IconForms,
      order: 20,
      permission: "fields.manage",
      page: () => import("./FieldsPage"),
    },
    {
      path: "tags",
      label: label("tags.title"),
      group: "data",
      icon: IconTag,
      order: 30,
      permission: "fields.manage",
      page: () => import("../tags/TagsPage"),
    },
  ],
  sections: [
    {
      id: "tags",
      label: label("tags.title"),
      icon: IconTag,
      order: 10,
      place: "head",
      component: () => import("../tags/TagsSection"),
    },
    {
      id: "custom-fields",
      label: label("section"),
      icon: IconForms,
      order: 10,
      component: () => import("./CustomFieldsSection"),
    },
    {
      id: "related",
      label: label("own.fields"),
      icon: IconLink,
      order: 20,
      component: () => import("../own/RelatedSection"),
    },
  ],
  ownPanel: (object) => async () => ({ default: (await import("../own/ownPanel")).ownPanel(object) }),
};
