import { apiFetch } from "./http";

interface ClientSettings {
  baseUrl?: string;
  fetch?: typeof fetch;
  throwOnError?: boolean;
  responseStyle?: "data" | "fields";
}

/** Settings of the generated client (`runtimeConfigPath`): same origin, our fetch, refusals thrown as `Problem`. */
export function createClientConfig<T extends ClientSettings>(config: T): T {
  return { ...config, baseUrl: window.location.origin, fetch: apiFetch, throwOnError: true };
}
