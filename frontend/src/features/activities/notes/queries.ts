import * as api from "../../../api";
import { type Written, written } from "../../../lib/http";

/** A note as the timeline carries it. */
export type Note = Pick<api.NoteOut, "id" | "version" | "body">;

/** Writes a note about a record. */
export function createNote(object: string, id: string, body: string): Promise<Written<Note>> {
  return written(api.createNote({ body: { body, about: [{ object, id }] } }));
}

/** Changes the text of a note read at `version`. */
export function updateNote(note: Note, body: string): Promise<Written<Note>> {
  return written(api.updateNote({ path: { note_id: note.id }, body: { body, version: note.version } }));
}

/** Puts a note into the trash. */
export function deleteNote(id: string): Promise<Written<unknown>> {
  return written(api.deleteNote({ path: { note_id: id } }));
}
