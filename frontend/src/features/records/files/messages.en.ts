import type { Translated } from "../../../lib/i18n";
import type fr from "./messages.fr";

const messages: Translated<typeof fr> = {
  title: "Files",
  drop: "Drop files or choose them",
  limit: "50 MB at most per file",
  empty: "No file",
  sending: "Sending {{name}}",
  stop: "Stop sending {{name}}",
  failed: "{{name}} was not sent",
  retry: "Retry",
  dismiss: "Remove {{name}} from the list",
  preview: "Preview of {{name}}",
  previewOf: "Preview of",
  download: "Download {{name}}",
  downloadShort: "Download",
  delete: "Delete {{name}}",
  rename: "Rename {{name}}",
  newName: "New name of {{name}}",
  renamed: "{{name}} is the new name",
  truncated: "Only the beginning of the file is shown.",
  deleted: "{{name}} is in the trash",
  errorTitle: "The files do not load",
  noPreview: "This kind of file does not show here. Download it to open it.",
  previewFailed: "The preview could not be loaded.",
};

export default messages;
