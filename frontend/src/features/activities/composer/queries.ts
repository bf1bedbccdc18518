import * as api from "../../../api";
import { type Written, written } from "../../../lib/http";
import { type UploadOptions, uploadForm } from "../../../lib/upload";

export type Call = api.CallOut;
export type CallFields = Omit<api.CallIn, "about">;
export type Meeting = api.MeetingOut;
export type MeetingFields = Omit<api.MeetingIn, "about">;
export type Message = api.MessageOut;
export type MessageCard = api.MessageCard;

const about = (object: string, id: string) => [{ object, id }];

/** Writes down a call about a record. */
export function logCall(object: string, id: string, call: CallFields): Promise<Written<Call>> {
  return written(api.logCall({ body: { ...call, about: about(object, id) } }));
}

/** Corrects a call read at its version. */
export function updateCall(call: Pick<Call, "id" | "version">, change: CallFields): Promise<Written<Call>> {
  return written(api.updateCall({ path: { call_id: call.id }, body: { ...change, version: call.version } }));
}

/** Puts a call into the trash. */
export function deleteCall(id: string): Promise<Written<unknown>> {
  return written(api.deleteCall({ path: { call_id: id } }) as Promise<{ data: unknown; response: Response }>);
}

/** Plans a meeting about a record, or writes down one that was held. */
export function createMeeting(object: string, id: string, meeting: MeetingFields): Promise<Written<Meeting>> {
  return written(api.createMeeting({ body: { ...meeting, about: about(object, id) } }));
}

/** Changes a meeting read at its version. */
export function updateMeeting(
  meeting: Pick<Meeting, "id" | "version">,
  change: Partial<MeetingFields>,
): Promise<Written<Meeting>> {
  return written(
    api.updateMeeting({ path: { meeting_id: meeting.id }, body: { ...change, version: meeting.version } }),
  );
}

/** Puts a meeting into the trash. */
export function deleteMeeting(id: string): Promise<Written<unknown>> {
  return written(
    api.deleteMeeting({ path: { meeting_id: id } }) as Promise<{ data: unknown; response: Response }>,
  );
}

/** Adds an e-mail file to a record. */
export function addMessage(object: string, id: string, file: File, options: UploadOptions): Promise<Message> {
  const form = new FormData();
  form.append("object", object);
  form.append("record_id", id);
  form.append("file", file);
  return uploadForm<Message>("/api/v1/messages", form, options);
}

/** An e-mail with its text. */
export const messageQuery = (id: string) => ({
  queryKey: ["message", id],
  queryFn: async () => (await api.getMessage({ path: { message_id: id } })).data,
});

/** Where the HTML of an e-mail can be framed, for five minutes. */
export const messageViewQuery = (id: string, images: boolean) => ({
  queryKey: ["message", id, "view", images],
  queryFn: async () => (await api.getMessageView({ path: { message_id: id }, query: { images } })).data.url,
  staleTime: 4 * 60_000,
});

/** Puts an e-mail with its files into the trash. */
export function deleteMessage(id: string): Promise<Written<unknown>> {
  return written(
    api.deleteMessage({ path: { message_id: id } }) as Promise<{ data: unknown; response: Response }>,
  );
}

/** A link to a file that came with an e-mail. */
export async function attachmentLink(fileId: string): Promise<string> {
  return (await api.getFileLink({ path: { file_id: fileId } })).data.url;
}
