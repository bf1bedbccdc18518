import { queryOptions, useQuery } from "@tanstack/react-query";
import { asProblem, Problem } from "../../../lib/problem";
import { callAuth, type StepResult } from "../auth/allauth";

export interface Passkey {
  type: "webauthn";
  id: number;
  name: string;
  created_at: number;
  last_used_at: number | null;
}
export interface Totp {
  type: "totp";
  created_at: number;
  last_used_at: number | null;
}
export interface RecoveryCodes {
  type: "recovery_codes";
  total_code_count: number;
  unused_code_count: number;
  unused_codes?: string[];
}
export type Authenticator = Passkey | Totp | RecoveryCodes;

export interface UserSession {
  id: number;
  user_agent: string;
  ip: string;
  created_at: number;
  last_seen_at?: number;
  is_current: boolean;
}

/** Seconds since 1970, as the sign-in endpoints give them, for the formatter. */
export const fromSeconds = (seconds: number) => new Date(seconds * 1000).toISOString();

function dataOf<T>(result: StepResult<T>): T {
  if (result.kind === "done") return result.data;
  throw new Problem({ status: 400, code: result.kind });
}

export const authenticatorsQuery = queryOptions({
  queryKey: ["authenticators"],
  queryFn: async () => dataOf(await callAuth<Authenticator[]>("GET", "/account/authenticators")),
});

export const sessionsQuery = queryOptions({
  queryKey: ["user-sessions"],
  queryFn: async () => dataOf(await callAuth<UserSession[]>("GET", "/auth/sessions")),
});

/** The ways in that this account has. */
export function useAuthenticators() {
  const query = useQuery(authenticatorsQuery);
  const list = query.data ?? [];
  return {
    query,
    error: query.error ? asProblem(query.error) : null,
    totp: list.find((one) => one.type === "totp") ?? null,
    recovery: list.find((one) => one.type === "recovery_codes") ?? null,
    passkeys: list.filter((one) => one.type === "webauthn"),
  };
}

export const endSessions = (sessions: number[]) =>
  callAuth<UserSession[]>("DELETE", "/auth/sessions", { sessions });

export const changePassword = (current_password: string, new_password: string) =>
  callAuth("POST", "/account/password/change", { current_password, new_password });

export const startTotp = () => callAuth("GET", "/account/authenticators/totp");

export const activateTotp = (code: string) => callAuth("POST", "/account/authenticators/totp", { code });

export const deactivateTotp = () => callAuth("DELETE", "/account/authenticators/totp");

export const readRecoveryCodes = () =>
  callAuth<RecoveryCodes>("GET", "/account/authenticators/recovery-codes");

export const renewRecoveryCodes = () =>
  callAuth<RecoveryCodes>("POST", "/account/authenticators/recovery-codes", {});

export const removePasskey = (id: number) =>
  callAuth("DELETE", "/account/authenticators/webauthn", { authenticators: [id] });

export const confirmPassword = (password: string) => callAuth("POST", "/auth/reauthenticate", { password });

export const confirmSecondFactor = (code: string) => callAuth("POST", "/auth/2fa/reauthenticate", { code });
