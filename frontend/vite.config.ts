/// <reference types="vitest/config" />
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const backend = process.env.SILLAGE_BACKEND ?? "http://localhost:8000";

// Everything the server answers itself; the rest belongs to the single-page app.
const serverPaths = ["/api", "/_allauth", "/events", "/healthz", "/readyz", "/files"];

export default defineConfig({
  plugins: [react()],
  server: {
    port: 5173,
    proxy: Object.fromEntries(serverPaths.map((path) => [path, { target: backend, changeOrigin: false }])),
  },
  preview: {
    proxy: Object.fromEntries(serverPaths.map((path) => [path, { target: backend, changeOrigin: false }])),
  },
  css: { modules: { localsConvention: "camelCaseOnly" } },
  build: {
    outDir: "dist",
    manifest: true,
    sourcemap: false,
    target: "es2023",
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // One request brings every message of a language, however many features there are.
            { name: "messages-fr", test: /messages\.fr\.ts$/, priority: 30 },
            { name: "messages-en", test: /messages\.en\.ts$/, priority: 30 },
            // Changes rarely, so it stays cached from one release to the next.
            {
              name: "vendor",
              test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(react-router|router-core|history|react-query|query-core|react-store|store)|i18next|react-i18next)\//,
              priority: 20,
            },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    css: false,
    restoreMocks: true,
    testTimeout: 15_000,
  },
});
