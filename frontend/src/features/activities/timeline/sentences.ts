import type { MessageKey } from "../../../lib/i18n";
import type fr from "../messages.fr";
import type { TimelineItem } from "./queries";

type Key = MessageKey<typeof fr>;

const BY_KIND: Record<string, Key> = {
  "note.created": "did.noteCreated",
  "note.updated": "did.noteUpdated",
  "note.deleted": "did.noteDeleted",
  "note.restored": "did.noteRestored",
  "call.created": "did.called",
  "call.deleted": "did.callDeleted",
  "meeting.created": "did.meeting",
  "meeting.deleted": "did.meetingDeleted",
  "message.created": "did.message",
  "message.deleted": "did.messageDeleted",
  "file.created": "did.fileCreated",
  "file.updated": "did.fileUpdated",
  "file.deleted": "did.fileDeleted",
  "file.restored": "did.fileRestored",
  "deal.ranked": "did.ranked",
};

const BY_VERB: Record<string, Key> = {
  created: "did.created",
  updated: "did.updated",
  deleted: "did.deleted",
  restored: "did.restored",
  imported: "did.imported",
};

function moveKey(payload: TimelineItem["payload"]): Key {
  const { from_status: before, status: after } = payload;
  // From one open stage to another: a move; from a decided one: open again.
  if (after === before) return "did.moved";
  if (after === "won") return "did.won";
  if (after === "lost") return "did.lost";
  return "did.reopened";
}

/** Which sentence says what somebody did. */
export function sentenceKey(item: Pick<TimelineItem, "kind" | "payload">): Key {
  if (item.kind === "deal.moved") return moveKey(item.payload);
  return BY_KIND[item.kind] ?? BY_VERB[item.kind.split(".").at(-1) ?? ""] ?? "did.other";
}
