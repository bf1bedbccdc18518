import type { Translated } from "../../lib/i18n";
import type fr from "./messages.fr";

const messages: Translated<typeof fr> = {
  history: "History",
  filter: { label: "Filter the history", all: "All", notes: "Notes", changes: "Changes" },
  composer: {
    placeholder: "Add a note",
    label: "New note",
    submit: "Add the note",
    hint: "Ctrl + Enter",
    kept: "Draft kept",
  },
  note: {
    edit: "Edit the note",
    delete: "Move the note to the trash",
    deleted: "Note moved to the trash",
    save: "Save",
    label: "Text of the note",
  },
  empty: {
    all: "Nothing has happened here yet. The first note opens the history.",
    notes: "No note yet.",
    changes: "No change yet.",
  },
  failed: "The history does not load",
  emptyValue: "empty",
  yes: "yes",
  no: "no",
  on: "on",
  did: {
    noteCreated: "added a note",
    noteUpdated: "edited a note",
    noteDeleted: "moved a note to the trash",
    noteRestored: "restored a note",
    created: "created the record",
    updated_one: "made {{count}} change",
    updated_other: "made {{count}} changes",
    moved: "moved the deal",
    won: "won the deal",
    lost: "marked the deal as lost",
    reopened: "reopened the deal",
    ranked: "changed the rank of the deal",
    deleted: "moved the record to the trash",
    restored: "took the record out of the trash",
    imported: "imported the record",
    other: "acted on the record",
  },
};

export default messages;
