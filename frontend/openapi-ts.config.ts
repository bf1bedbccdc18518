import { defineConfig } from "@hey-api/openapi-ts";

/** Generates the typed client from the document the backend writes (`make client`). */
export default defineConfig({
  input: "../backend/openapi.json",
  output: { path: "src/api", clean: true },
  plugins: [
    // Refusals are thrown as `Problem`, so an answer always has its data.
    { name: "@hey-api/client-fetch", runtimeConfigPath: "../lib/apiClient", throwOnError: true },
    "@hey-api/typescript",
    "@hey-api/sdk",
  ],
});
