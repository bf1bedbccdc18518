import { sendRequest } from "../../../lib/http";
import { problemFrom } from "../../../lib/problem";

const BASE = "/_allauth/browser/v1";

export type SecondFactor = "totp" | "recovery_codes" | "webauthn";

interface Flow {
  id: string;
  is_pending?: boolean;
  types?: SecondFactor[];
}

interface Answer<T> {
  status: number;
  data?: T & { flows?: Flow[] };
  meta?: { is_authenticated?: boolean } & Record<string, unknown>;
  errors?: { code: string; message: string; param?: string }[];
}

/** What a refused sign-in step says: a code for our own words, the server's sentence, and the field. */
export interface Refusal {
  code: string;
  message: string;
  field: string | null;
}

export type StepResult<T = unknown> =
  | { kind: "done"; data: T; meta: Record<string, unknown> }
  | { kind: "second-factor"; types: SecondFactor[] }
  | { kind: "reauthenticate"; methods: ("password" | "code" | "passkey")[] }
  | { kind: "missing"; meta: Record<string, unknown> }
  | { kind: "refused"; refusals: Refusal[] };

function reauthenticationMethods(flows: Flow[]): ("password" | "code" | "passkey")[] {
  const byCode = flows.find((flow) => flow.id === "mfa_reauthenticate");
  const methods: ("password" | "code" | "passkey")[] = [];
  if (flows.some((flow) => flow.id === "reauthenticate")) methods.push("password");
  if (byCode?.types?.some((type) => type !== "webauthn") ?? byCode !== undefined) methods.push("code");
  if (byCode?.types?.includes("webauthn")) methods.push("passkey");
  return methods;
}

function interpret<T>(answer: Answer<T>): StepResult<T> {
  const flows = answer.data?.flows ?? [];
  if (answer.status === 401) {
    const pending = flows.find((flow) => flow.id === "mfa_authenticate" && flow.is_pending);
    if (pending) return { kind: "second-factor", types: pending.types ?? ["totp"] };
    if (answer.meta?.is_authenticated)
      return { kind: "reauthenticate", methods: reauthenticationMethods(flows) };
    // Nobody is signed in: after a password reset or a sign-out this is the expected answer.
    return { kind: "done", data: answer.data as T, meta: answer.meta ?? {} };
  }
  if (answer.status === 404) return { kind: "missing", meta: answer.meta ?? {} };
  if (answer.status >= 400) {
    const errors = answer.errors ?? [{ code: answer.status === 409 ? "conflict" : "invalid", message: "" }];
    return {
      kind: "refused",
      refusals: errors.map(({ code, message, param }) => ({ code, message, field: param ?? null })),
    };
  }
  return { kind: "done", data: answer.data as T, meta: answer.meta ?? {} };
}

/** Calls a sign-in endpoint. Refusals are results, not exceptions: they are part of the conversation. */
export async function callAuth<T = unknown>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<StepResult<T>> {
  const response = await sendRequest(new URL(BASE + path, window.location.origin), {
    method,
    headers: body === undefined ? headers : { "Content-Type": "application/json", ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.status === 403 || response.status === 429 || response.status >= 500)
    throw await problemFrom(response);
  const text = await response.text();
  return interpret<T>({ ...(text ? (JSON.parse(text) as Answer<T>) : {}), status: response.status });
}
