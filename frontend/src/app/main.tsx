import "@fontsource-variable/inter";
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "../ui/global.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { resumeSeeAs, setRequestContext } from "../lib/http";
import { startTranslations } from "../lib/i18n";
import { rememberedLanguage } from "../lib/language";
import { asProblem } from "../lib/problem";
import { sessionQuery } from "../lib/session";
import { connectToasts } from "../ui/toasts";
import { offers } from "./manifests";
import { createAppRouter } from "./router";
import { shareStyleNonce } from "./styleNonce";
import { ThemeProvider } from "./ThemeProvider";

const MAX_RETRIES = 2;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // Refusals do not change by asking again; only silence and server faults are worth it.
      retry: (count, error) => asProblem(error).outcomeUnknown && count < MAX_RETRIES,
      refetchOnWindowFocus: "always",
    },
    mutations: { retry: false },
  },
});

const router = createAppRouter(queries);
connectToasts(queries);
setRequestContext({
  language: rememberedLanguage(),
  onUnauthenticated: () => void leaveEndedSession(),
});

resumeSeeAs();

let leaving = false;

/** The session ended on another device or by an administrator: to sign-in, then back here. */
async function leaveEndedSession(): Promise<void> {
  if (leaving || !queries.getQueryData(sessionQuery.queryKey)) return;
  leaving = true;
  const next = window.location.pathname + window.location.search;
  await router.navigate({ to: "/login", search: { next } as never });
  queries.clear();
  setRequestContext({ workspaceId: null, seeAs: null });
  leaving = false;
}

async function start(): Promise<void> {
  shareStyleNonce();
  await startTranslations(offers.messages);
  const root = document.getElementById("root");
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <ThemeProvider>
          <RouterProvider router={router} />
        </ThemeProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}

void start();
