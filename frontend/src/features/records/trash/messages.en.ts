import type { Translated } from "../../../lib/i18n";
import type fr from "./messages.fr";

const messages: Translated<typeof fr> = {
  title: "Trash",
  hint: "What is deleted stays here for 30 days, then disappears for good.",
  all: "All",
  left_one: "{{count, number}} day left",
  left_other: "{{count, number}} days left",
  lastDay: "last day",
  purge: "Delete for good",
  purgeOf: "Delete {{name}} for good",
  purgeTitle: "Delete {{name}} for good?",
  purgeText:
    "The record, its files and the notes about it alone disappear, and its values are erased from the history. Nothing brings them back.",
  purged: "{{name}} is deleted for good",
  restore: "Restore",
  restoreOf: "Restore {{name}}",
  restored: "{{name}} is back",
  unnamed: "Unnamed",
  empty: "The trash is empty",
  emptyText: "Deleted records, notes and files come here and can be restored.",
  emptyKind: "Nothing of this kind was deleted",
  showAll: "Show the whole trash",
  errorTitle: "The trash does not load",
  more: "Show more",
  kinds: { note: "Notes", file: "Files", pipeline: "Pipelines" },
};

export default messages;
