import * as api from "../../../api";
import { type Written, written } from "../../../lib/http";

/** A note as the timeline carries it. */
export type Note = api.NoteOut;

/** Writes a note about a record. */
export function createNote(object: string, id: string, body: string): Promise<Written<Note>> {
  return written(api.createNote({ body: { body, about: [{ object, id }] } }));
}

/** Changes the text of a note read at `version`. */
export function updateNote(note: Note, body: string): Promise<Written<Note>> {
  return written(api.updateNote({ path: { note_id: note.id }, body: { body, version: note.version } }));
}

/** Pins a note to the top of the records it is about, or lets it go. */
export function pinNote(note: Pick<Note, "id" | "version">, pinned: boolean): Promise<Written<Note>> {
  return written(api.updateNote({ path: { note_id: note.id }, body: { pinned, version: note.version } }));
}

/** The pinned notes of a record. */
export const pinnedNotesQuery = (object: string, id: string) => ({
  queryKey: ["timeline", object, id, "pinned"],
  queryFn: async () => (await api.listPinnedNotes({ path: { object, record_id: id } })).data.items,
});

/** Puts a note into the trash. */
export function deleteNote(id: string): Promise<Written<unknown>> {
  return written(api.deleteNote({ path: { note_id: id } }));
}
