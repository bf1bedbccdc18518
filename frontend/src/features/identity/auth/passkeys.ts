import { callAuth, type StepResult } from "./allauth";

interface RequestOptions {
  request_options: { publicKey: PublicKeyCredentialRequestOptionsJSON };
}
interface CreationOptions {
  creation_options: { publicKey: PublicKeyCredentialCreationOptionsJSON };
}

/** Whether this browser can use passkeys at all. */
export function passkeysSupported(): boolean {
  return (
    typeof PublicKeyCredential !== "undefined" &&
    "parseRequestOptionsFromJSON" in PublicKeyCredential &&
    "toJSON" in PublicKeyCredential.prototype
  );
}

/** True when the person closed the browser's own dialog: nothing to complain about. */
export function wasGivenUp(error: unknown): boolean {
  return error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name);
}

async function answerWith(path: string): Promise<StepResult> {
  const asked = await callAuth<RequestOptions>("GET", path);
  if (asked.kind !== "done") return asked;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked.data.request_options.publicKey);
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
  return callAuth("POST", path, { credential: credential?.toJSON() });
}

/** Signs in with a passkey alone. */
export const signInWithPasskey = () => answerWith("/auth/webauthn/login");

/** Answers the second step of a sign-in with a passkey. */
export const confirmWithPasskey = () => answerWith("/auth/webauthn/authenticate");

/** Confirms one's identity before a sensitive change. */
export const reauthenticateWithPasskey = () => answerWith("/auth/webauthn/reauthenticate");

/** Adds a passkey to the account. */
export async function addPasskey(name: string): Promise<StepResult> {
  const path = "/account/authenticators/webauthn";
  const asked = await callAuth<CreationOptions>("GET", `${path}?passwordless`);
  if (asked.kind !== "done") return asked;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked.data.creation_options.publicKey);
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null;
  return callAuth("POST", path, { name, credential: credential?.toJSON() });
}
