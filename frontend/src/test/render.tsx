import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import axe from "axe-core";
import type { ReactNode } from "react";
import { type MessageSource, startTranslations } from "../lib/i18n";
import { uiMessages } from "../ui/messages";
import { createWorkspaceTheme, variablesOf } from "../ui/theme";

/** Loads the French messages of the shared components and of the given features. */
export async function startFrench(...features: MessageSource[]): Promise<void> {
  await startTranslations([uiMessages, ...features], "fr");
}

/** Renders inside theme and query cache, as in the app. */
export function renderInApp(children: ReactNode) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return {
    queries,
    ...render(
      <QueryClientProvider client={queries}>
        <MantineProvider
          env="test"
          theme={createWorkspaceTheme(null)}
          cssVariablesResolver={variablesOf(null)}
        >
          {children}
        </MantineProvider>
      </QueryClientProvider>,
    ),
  };
}

/** Names of the accessibility rules broken on the page. Colours are checked in the browser tests. */
export async function accessibilityFaults(element: Element): Promise<string[]> {
  const result = await axe.run(element, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return result.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ""}`);
}
