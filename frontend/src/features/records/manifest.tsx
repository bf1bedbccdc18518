import { IconCopyCheck, IconPaperclip, IconTableImport, IconTrash } from "@tabler/icons-react";
import type { FeatureManifest } from "../../lib/manifest";
import { duplicateMessages } from "./duplicates/messages";
import { fileMessages } from "./files/messages";
import { gridMessages } from "./grid/messages";
import { importMessages } from "./imports/messages";
import { searchMessages } from "./search/messages";
import { trashMessages } from "./trash/messages";

/** What any kind of record can do: import, search, trash, files. */
export const manifest: FeatureManifest = {
  name: "records",
  messages: [duplicateMessages, gridMessages, importMessages, searchMessages, trashMessages, fileMessages],
  recordGrid: {
    part: () => import("./grid/RecordGrid"),
    page: () => import("./grid/GridPage"),
  },
  routes: [
    {
      area: "workspace",
      path: "/imports",
      page: () => import("./imports/ImportsPage"),
      title: { ns: "imports", key: "title" },
      permission: "import.run",
    },
    {
      area: "workspace",
      path: "/imports/new",
      page: () => import("./imports/NewImportPage"),
      title: { ns: "imports", key: "new" },
      permission: "import.run",
      rail: true,
    },
    {
      area: "workspace",
      path: "/imports/$importId",
      page: () => import("./imports/ImportPage"),
      title: { ns: "imports", key: "title" },
      permission: "import.run",
      rail: true,
    },
    {
      area: "workspace",
      path: "/duplicates",
      page: () => import("./duplicates/DuplicatesPage"),
      title: { ns: "duplicates", key: "title" },
    },
    {
      area: "workspace",
      path: "/duplicates/merge",
      page: () => import("./duplicates/MergePage"),
      title: { ns: "duplicates", key: "mergeTitle" },
    },
    {
      area: "workspace",
      path: "/duplicates/merges",
      page: () => import("./duplicates/MergesPage"),
      title: { ns: "duplicates", key: "history" },
    },
    {
      area: "workspace",
      path: "/search",
      page: () => import("./search/SearchPage"),
      title: { ns: "search", key: "title" },
    },
  ],
  navigation: [
    {
      label: { ns: "duplicates", key: "title" },
      icon: IconCopyCheck,
      path: "/duplicates",
      order: 85,
      permission: "contact.edit",
      goKey: "u",
    },
    {
      label: { ns: "imports", key: "nav" },
      icon: IconTableImport,
      path: "/imports",
      order: 90,
      permission: "import.run",
      goKey: "i",
    },
  ],
  palette: {
    search: async (text, scope, signal) =>
      (await import("./search/paletteSearch")).paletteSearch(text, scope, signal),
    actions: [
      {
        id: "duplicates",
        label: { ns: "duplicates", key: "palette" },
        icon: IconCopyCheck,
        keywords: "doublons fusion duplicates merge",
        permission: "contact.edit",
        run: ({ go }) => go("/duplicates"),
      },
      {
        id: "import",
        label: { ns: "imports", key: "new" },
        icon: IconTableImport,
        keywords: "csv import fichier file",
        permission: "import.run",
        run: ({ go }) => go("/imports/new"),
      },
    ],
  },
  settings: [
    {
      path: "trash",
      label: { ns: "trash", key: "title" },
      group: "data",
      icon: IconTrash,
      order: 60,
      page: () => import("./trash/TrashPage"),
    },
  ],
  sections: [
    {
      id: "files",
      label: { ns: "files", key: "title" },
      icon: IconPaperclip,
      order: 50,
      component: () => import("./files/FilesSection"),
    },
  ],
  lookAlikes: () => import("./duplicates/SimilarWarning"),
};
