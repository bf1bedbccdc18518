import {
  acceptInvitation as accept,
  createInvitations,
  getInvitation,
  getSetup,
  type InvitationOut,
  type InvitationShownOut,
  listRoles as roles,
  type SetupIn,
  completeSetup as sendSetup,
} from "../../../api";
import { asProblem, Problem } from "../../../lib/problem";
import { callAuth } from "./allauth";

export type InvitationShown = InvitationShownOut;
/** `link` is given only where no mail server is set up: it is then passed on by hand. */
export type Invited = InvitationOut;

export const signIn = (email: string, password: string) =>
  callAuth("POST", "/auth/login", { email, password });

export const confirmCode = (code: string) => callAuth("POST", "/auth/2fa/authenticate", { code });

export const askPasswordReset = (email: string) => callAuth("POST", "/auth/password/request", { email });

export const checkResetKey = (key: string) =>
  callAuth("GET", "/auth/password/reset", undefined, { "X-Password-Reset-Key": key });

export const resetPassword = (key: string, password: string) =>
  callAuth("POST", "/auth/password/reset", { key, password });

export const readInvitation = async (token: string) => (await getInvitation({ path: { token } })).data;

export const acceptInvitation = async (token: string, body: { name?: string; password?: string }) =>
  (await accept({ path: { token }, body })).data;

export const readSetup = async () => (await getSetup()).data;

/** Makes the workspace and its administrator, who is then signed in. Fields of the administrator lose their prefix. */
export async function completeSetup(body: SetupIn): Promise<void> {
  try {
    await sendSetup({ body });
  } catch (error) {
    const problem = asProblem(error);
    throw new Problem({
      status: problem.status,
      code: problem.code,
      title: problem.title,
      detail: problem.detail,
      request_id: problem.requestId,
      fields: problem.fields.map((field) => ({
        ...field,
        path: field.path.replace(/^(body\.)?administrator\./, ""),
      })),
    });
  }
}

export const listRoles = async () => (await roles()).data.items;

export const inviteColleagues = async (emails: string[], role_id: string) =>
  (await createInvitations({ body: { invitations: emails.map((email) => ({ email, role_id })) } })).data
    .items;
