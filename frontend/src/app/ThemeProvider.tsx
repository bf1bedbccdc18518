import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { type ReactNode, useMemo } from "react";
import { useOptionalSession } from "../lib/session";
import { useUiMessages } from "../ui/messages";
import { createWorkspaceTheme, variablesOf } from "../ui/theme";
import { styleNonce } from "./styleNonce";

/** Theme of the workspace on screen, with the style nonce that the page's security policy asks for. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const accent = useOptionalSession()?.workspace?.accent ?? null;
  const t = useUiMessages();
  const [close, reveal] = [t("action.close"), t("action.reveal")];
  const theme = useMemo(() => createWorkspaceTheme(accent, { close, reveal }), [accent, close, reveal]);
  const resolver = useMemo(() => variablesOf(accent), [accent]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <Notifications position="bottom-center" limit={4} />
      {children}
    </MantineProvider>
  );
}
